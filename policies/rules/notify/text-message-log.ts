import { type AwsPlace, arnOf } from "../../../model/arn.ts";
import { listed, problems } from "../grants.ts";
import { fits, readDocument, type Statement } from "../iam/document.ts";

/** What SNS needs to say what became of each text. */
const writing = ["logs:createloggroup", "logs:createlogstream", "logs:putlogevents"];

/** Why a document that a role holds itself lets it do more with logs than to write that of text messages. */
export function logProblems(document: unknown, place: AwsPlace): string[] {
  const read = readDocument(document);
  if ("problem" in read) return [`its document cannot be judged: ${read.problem}`];
  const { region, accountId } = place;
  // The log of what arrived, and that of what did not, whose name goes on.
  const log = arnOf(place, "logs", `log-group:sns/${region}/${accountId}/DirectPublishToPhoneNumber`);
  return read.statements.filter(isAboutLogs).flatMap(({ actions, resources }) => {
    const others = "only" in actions ? actions.only.filter((each) => !writing.includes(each.toLowerCase())) : [];
    const named = resources !== undefined && "only" in resources ? resources.only : undefined;
    const strange = (named ?? []).filter((arn) => !arn.startsWith(log));
    return problems(
      "allBut" in actions && "it allows every action but some, logs among them",
      others.length > 0 && `it allows ${listed(others)} along with writing the log of text messages`,
      named === undefined && "it may write every log, or every log but some",
      strange.length > 0 && `it may write ${listed(strange)}, and not the log of text messages alone`,
    );
  });
}

/** Whether a statement allows something of the service of logs; its name may hold wildcards. */
function isAboutLogs({ effect, actions }: Statement): boolean {
  if (effect === "Deny") return false;
  const isService = (action: string) => fits(action.toLowerCase().replace(/:.*$/s, ""), "logs");
  return "only" in actions
    ? actions.only.some(isService)
    : !actions.allBut.some((each) => each.toLowerCase() === "logs:*");
}
