import { join, resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { offlineServices } from "../driver/services/offline.ts";
import { isDate } from "../model/dates.ts";
import { visible } from "../report/visible.ts";
import { type StackDescription, stacks } from "../stacks/catalogue.ts";
import { BadInput } from "../toolchain/bad-input.ts";
import { root } from "../toolchain/root.ts";
import { exitCodes } from "../verdict/exit-codes.ts";
import { dayNamed } from "./run-command.ts";
import { today } from "./today.ts";
import { fromHere } from "./working-folder.ts";

const exits = `
Exit codes:
  0    clean: every stack was judged, and nothing mandatory is violated
  1    violations: something mandatory is violated
  2    bad input: the register or the command line is wrong; nothing was run
  3    failed: the run could not be carried out, or a mandatory rule was not evaluated
  4    pending: an earlier run broke off, and what became of something is not known
  130  interrupted

Environment:
  GATEHOUSE_CACHE            folder that keeps the engine (default: the user's cache folder)
  GATEHOUSE_OFFLINE_FOLDER   folder that keeps the offline set-up and state (default: .gatehouse of the project)
  GATEHOUSE_DEBUG            set: unexpected errors are shown with where they come from
  NO_COLOR                   set: no colours`;

const judgeExits = `
It does not judge resources, nor what a change takes away, nor waivers of that: npm run preview does.

Exit codes:
  0    clean: every rule about the register was judged, and nothing mandatory is violated
  1    violations: something mandatory is violated
  2    bad input: the register or the command line is wrong; nothing was judged
  3    failed: a mandatory rule could not be judged
  130  interrupted, as --watch is`;

const workflowsExits = `
It judges files alone: not what GitHub has set, nor what a Makefile or an action of the repository's own does.

Exit codes:
  0    clean: every rule about the files was judged, and nothing mandatory is violated
  1    violations: something has to change
  2    bad input: the register, the folder or the command line is wrong; nothing was judged
  3    failed: a mandatory rule, or a file, could not be judged`;

const readerExits = `
Exit codes:
  0    done
  2    bad input: the register or the command line is wrong
  3    failed`;

const editExits = `
Exit codes:
  0    done
  1    violations: a rule refuses it, or somebody has to be named who approves or makes it; nothing was written
  2    bad input: the register or the command line is wrong; nothing was written
  3    failed`;

const auditExits = `
It reads files alone and asks no system; docs/audit.md says where each file comes from. Nothing is written to a system.

Exit codes:
  0    clean: every reading is whole, and nothing mandatory is violated
  1    violations: something mandatory is violated
  2    bad input: the register, the command line or the folder is wrong, or a system that was named has no reading
  3    failed: a reading is broken, old, in part missing or of somebody else, or a rule could not be judged`;

const adoptExits = `
Exit codes:
  0    done: everything that the stack declares is there, or in the state already
  1    done, and something that the stack declares is not there: the next up would make it
  2    bad input: the register or the command line is wrong; nothing was written
  3    failed: what is there cannot be told – a listing is missing, cut off or somebody else's; nothing was written
  130  interrupted`;

const leaveExits = `
Exit codes:
  0    done
  1    violations: with --leave, somebody has to follow first; nothing was written
  2    bad input: the register or the command line is wrong
  3    failed`;

const names = stacks.map(({ name }) => name).join(", ");

/** The commands, imported once one of them is to be carried out: help and wrong usage need not wait for them. */
const commands = () => import("./preview/commands.ts");

/** What serves the engine of a command about a register, started before the command is imported: both load at once. */
const servicesFor = ({ live, register }: { live?: boolean; register: string }) =>
  live === true ? undefined : offlineServices(resolve(register));

/** The command line. `finish` is told the exit code of the command that was carried out. Throws what commands throw. */
export function commandLine(finish: (exitCode: number) => void): Command {
  const program = new Command("npm run")
    .description("Review what the register would change, and judge it")
    .usage("COMMAND -- [STACK...] [OPTION...]")
    .exitOverride()
    .helpCommand(false)
    .showHelpAfterError("(--help lists what there is)");
  const add = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .usage("-- [STACK...] [OPTION...]")
      .argument("[stacks...]", `stacks: ${names}; all of them, if none is named`, stackNamed)
      .addHelpText("after", exits)
      .exitOverride();
  add("preview", "Show what the register would change, and judge it.")
    .option(...register)
    .option(
      "--as-of <date>",
      "judge as of another day, YYYY-MM-DD; offline only (default: asOf in register.yaml)",
      dateNamed,
    )
    .option("--base <ref>", "judge that commit first: what was violated there already is shown, and does not block")
    .option("--diff", "show every property of every change, as the engine prints it")
    .option("--json <file>", "write the report as JSON (docs/report.schema.json)")
    .option("--markdown <file>", "write the report as Markdown, for a pull request")
    .option("--sarif <file>", "write the violations as SARIF 2.1.0, for code scanning")
    .option("--junit <file>", "write the rules as JUnit XML, a suite a stack")
    .option("--html <file>", "write the report as one page of HTML that stands alone")
    .option("--live", "use your own Pulumi, backend and credentials, and judge as of today")
    .option("--drift", "look at what is really there first, and take any change for a violation")
    .option(
      "--save-plans <dir>",
      "keep the plans in a new folder, bound to the commit, for `up --plans` (docs/github.md)",
    )
    .action(async (chosen: StackDescription[], options) => {
      const services = servicesFor(options);
      finish(await (await commands()).review({ stacks: orAll(chosen), services, ...options }));
    });
  add("up", "Judge, and apply just what was judged if nothing mandatory is violated. Offline, but for reviewed plans.")
    .option(...register)
    .option("--as-of <date>", "judge as of another day, YYYY-MM-DD (default: asOf in register.yaml)", dateNamed)
    .option("--diff", "show every property of every change, as the engine prints it")
    .option("--plans <dir>", "apply the plans of `preview --save-plans`, all of them, or nothing")
    .option("--commit <sha>", "the commit that was reviewed; with --plans")
    .option("--live", "with --plans: use your own Pulumi, backend and credentials")
    .action(async (chosen: StackDescription[], options) => {
      if (options.plans !== undefined && chosen.length > 0) throw new BadInput("--plans applies all that is in it.");
      const services = servicesFor(options);
      finish(await (await commands()).up({ stacks: orAll(chosen), services, ...options }));
    });
  add("destroy", "Take down the stacks that `up` made. Offline only.").action(async (chosen: StackDescription[]) =>
    finish(await (await commands()).destroy({ stacks: orAll(chosen) })),
  );
  const tell = ({ report, exitCode }: { report: string; exitCode: number }) => {
    console.log(report.split("\n").map(visible).join("\n"));
    finish(exitCode);
  };
  program
    .command("judge")
    .description("Judge the register by every rule about it, at once and without the engine.")
    .usage("-- [OPTION...]")
    .option(...register)
    .option("--as-of <date>", "judge as of another day, or `today` (default: asOf in register.yaml)", dayNamed)
    .option("--base <ref>", "refuse what is forgotten of that commit's register, such as a leaver who is deleted")
    .option("--watch", "judge again whenever a file of the register is saved")
    .option("--write-day", "move asOf in register.yaml to today first, or to the day of --as-of")
    .option("--json <file>", "write the report as JSON (docs/report.schema.json)")
    .option("--sarif <file>", "write the violations as SARIF 2.1.0, for code scanning")
    .addHelpText("after", judgeExits)
    .exitOverride()
    .action(async ({ watch, ...options }) => {
      if (watch === true) await (await import("./judge/keep-judging.ts")).keepJudging(options);
      finish(await (await import("./judge/judge.ts")).judge(options));
    });
  program
    .command("who")
    .description("Show what a person can reach, and what their leaving takes.")
    .usage("-- PERSON [OPTION...]")
    .argument("<person>", "the person's id in people.yaml")
    .option(...register)
    .option("--as-of <date>", "tell it as of another day, YYYY-MM-DD (default: asOf in register.yaml)", dateNamed)
    .option("--leave <date>", "show what the register has to say when that is their last day, YYYY-MM-DD", dateNamed)
    .option("--successor <id>", "with --leave: who takes over what they own")
    .option("--write", "with --leave: write it to the register's files, unless a rule refuses it")
    .addHelpText("after", leaveExits)
    .exitOverride()
    .action(async (person: string, options) => {
      if (options.leave !== undefined) {
        const { leave } = await import("./leave/leave.ts");
        return tell(leave(person, options));
      }
      if (options.write === true || options.successor !== undefined) {
        throw new BadInput("--write and --successor need --leave DATE.");
      }
      const { who } = await import("./who/who.ts");
      console.log(who(person, options));
      finish(exitCodes.clean);
    });
  withActors(program.command("join"))
    .description(
      "Show what somebody's joining, or coming back, adds to the register; asks for what is not given, on a terminal.",
    )
    .usage("-- PERSON [OPTION...]")
    .argument("[person]", "an id that nobody has yet, or that of somebody who left and comes back")
    .option(
      "--role <system/role>",
      "a role that they get, with @PLACE for a space, a service or a team; as often as needed",
      oneMore,
    )
    .option(
      "--root <server>",
      'a server that they are to deploy to, or "*" for owners and managers; as often as needed',
      oneMore,
    )
    .option("--joined <date>", "their first day (default: that of --on)", dateNamed)
    .action(async (person: string | undefined, options) => {
      const [{ join: joining }, { asked }] = await Promise.all([import("./join/join.ts"), import("./join/ask.ts")]);
      const { id, ...words } = await asked(person, options);
      tell(joining(id, words, today()));
    });
  withActors(program.command("role"))
    .description("Show what a change of somebody's role changes in the register.")
    .usage("-- PERSON [OPTION...]")
    .argument("<person>", "the person's id in people.yaml")
    .option("--give <system/role>", "a role that they get, with @PLACE for a space, a service or a team", oneMore)
    .option("--take <system/role>", "a role that they lose; without @PLACE, in all places", oneMore)
    .option("--keep <system/role>", "a role that was looked at and stays", oneMore)
    .option("--give-root <server>", 'a server that they are to deploy to, or "*" for owners and managers', oneMore)
    .option("--take-root <server>", 'a server, or "*", on which they lose root', oneMore)
    .option("--successor <id>", "who takes over their open vulnerabilities, waivers and notifications")
    .action(async (person: string, options) => {
      const { role } = await import("./role/role.ts");
      tell(role(person, options, today()));
    });
  program
    .command("spf")
    .description("Show what receivers look up to tell who may send mail in our names.")
    .usage("-- [OPTION...]")
    .option("--refresh", "ask the DNS what the records of our senders lead to, instead of the register")
    .option("--write", "write the answers to spf-records.yaml of each folder")
    .option(...register)
    .addHelpText("after", readerExits)
    .exitOverride()
    .action(async (options) => {
      if (options.write === true && options.refresh !== true) throw new BadInput("--write needs --refresh.");
      const { spf } = await import("./spf/spf.ts");
      console.log((await spf(options, today())).join("\n"));
      finish(exitCodes.clean);
    });
  program
    .command("obligations")
    .description("Show what is due: what, whose, by when, and what is late.")
    .usage("-- [OPTION...]")
    .option(...register)
    .option("--as-of <date>", "tell it as of another day, or `today` (default: asOf in register.yaml)", dayNamed)
    .option("--json <file>", "write it as JSON (docs/obligations.md)")
    .addHelpText("after", readerExits)
    .exitOverride()
    .action(async (options) => {
      const { obligations } = await import("./obligations/obligations.ts");
      console.log(await obligations(options));
      finish(exitCodes.clean);
    });
  program
    .command("map")
    .description("Show who has what on what, what lapses next, and who reaches production.")
    .usage("-- [OPTION...]")
    .option(...register)
    .option("--as-of <date>", "tell it as of another day, or `today` (default: asOf in register.yaml)", dayNamed)
    .option("--html <file>", "write all of it as one page of HTML that stands alone, with a search, and for print")
    .option("--json <file>", "write all of it as JSON")
    .addHelpText("after", readerExits)
    .exitOverride()
    .action(async (options) => {
      const { map } = await import("./map/map.ts");
      console.log(await map({ ...options, width: process.stdout.columns ?? 100 }));
      finish(exitCodes.clean);
    });
  program
    .command("explain")
    .description("Tell of a clause: what it says, how it is read, its rules, what they refuse, where it is tested.")
    .usage("-- CLAUSE")
    .argument("<clause>", "id of a clause or derived control (docs/clauses.md), or name of a rule")
    .addHelpText("after", readerExits)
    .exitOverride()
    .action(async (word: string) => {
      const { explainClause } = await import("./clause/explain.ts");
      console.log((await explainClause(word, root)).join("\n"));
      finish(exitCodes.clean);
    });
  program
    .command("audit")
    .description("Hold what systems say of who has access against the register.")
    .usage("-- [SYSTEM...] --from DIR [OPTION...]")
    .argument("[systems...]", "systems, such as redash or ocp/root; all of them, if none is named")
    .option("--from <dir>", "folder of the readings: DIR/ORGANISATION/SYSTEM/FILE")
    .option(
      "--propose",
      "print entries that would make the register say what is so, and what to do at each system else",
    )
    .option("--commands", "print the commands that make the readings, as a script, and judge nothing")
    .option(...register)
    .option("--as-of <date>", "judge as of another day, YYYY-MM-DD (default: today)", dayNamed)
    .option("--json <file>", "write the report as JSON (docs/report.schema.json)")
    .option("--markdown <file>", "write the report as Markdown")
    .option("--sarif <file>", "write the violations as SARIF 2.1.0, for code scanning")
    .option("--html <file>", "write the report as one page of HTML that stands alone")
    .addHelpText("after", auditExits)
    .exitOverride()
    .action(async (named: string[], { commands: print, from: folder, ...options }) => {
      const { audit, printCommands } = await import("./audit/audit.ts");
      const given = { asOf: today(), ...options, from: folder };
      if (print === true) return tell({ report: printCommands(named, given), exitCode: exitCodes.clean });
      if (folder === undefined) throw new BadInput("Give --from DIR, the folder of the readings (docs/audit.md).");
      finish(await audit(named, given));
    });
  program
    .command("adopt")
    .description(
      "Find what a stack declares at the services, and write what takes it over; nothing is written to a service.",
    )
    .usage("-- --stack NAME (--from DIR | --live | --commands | --list DIR) [OPTION...]")
    .requiredOption("--stack <name>", `the stack: ${names}`, (name: string) => stackNamed(name)[0])
    .option("--from <dir>", "folder of a listing, as the services' command lines print it (docs/going-live.md)")
    .option("--live", "ask the services now, with your own credentials, and use your own Pulumi and state")
    .option("--commands", "print the commands that make a listing, as a script")
    .option("--list <dir>", "offline: have the made-up services list what `up` made, with what an import asks of them")
    .option("--out <dir>", "folder for what comes of it (default: adopt)")
    .option(...register)
    .addHelpText("after", adoptExits)
    .exitOverride()
    .action(async (options) => {
      const { adopt } = await import("./adopt/adopt.ts");
      const { lines, exitCode } = await adopt(options);
      console.log(lines.flatMap((line) => line.split("\n").map(visible)).join("\n"));
      finish(exitCode);
    });
  program
    .command("workflows")
    .description("Judge what a real checkout of a repository has in .github, and tell what would have to change.")
    .usage("-- --repository ID --checkout DIR [OPTION...]")
    .requiredOption("--repository <id>", "the repository's id in repositories.yaml")
    .requiredOption("--checkout <dir>", "folder of a checkout of it; nothing is written there")
    .option(...register)
    .option("--as-of <date>", "judge as of another day, or `today` (default: asOf in register.yaml)", dayNamed)
    .option("--json <file>", "write the report as JSON (docs/report.schema.json)")
    .option("--sarif <file>", "write the violations as SARIF 2.1.0, for code scanning")
    .addHelpText("after", workflowsExits)
    .exitOverride()
    .action(async (options) => {
      const { workflows } = await import("./workflows/workflows.ts");
      const { report, exitCode } = await workflows(options);
      console.log(report);
      finish(exitCode);
    });
  program
    .command("vulnerabilities")
    .description("Bring a scanner's findings into the register.")
    .exitOverride()
    .command("import")
    .description("Show what a report adds to register/notify/vulnerabilities.yaml; entries keep their ids.")
    .usage("-- import OPTION...")
    .requiredOption("--owner <id>", "who answers for what is new: an Administrator's id in people.yaml")
    .option("--dependabot <file>", "alerts as GitHub's REST API lists them, JSON, one page or several")
    .option("--sarif <file>", "a SARIF 2.1.0 log")
    .option("--repository <id>", "the repository that the SARIF log is of")
    .option("--write", "write the register's file, instead of printing it")
    .option(...register)
    .addHelpText("after", readerExits)
    .exitOverride()
    .action(async (options) => {
      const { importVulnerabilities } = await import("./vulnerabilities/import.ts");
      const { files, added, changed, told } = importVulnerabilities(options);
      const shown = files.length === 1 ? files : files.filter(({ isChanged }) => isChanged);
      for (const { file, text } of shown) {
        if (files.length > 1) console.error(`${visible(file)}${options.write === true ? " is written" : ":"}`);
        if (options.write !== true) process.stdout.write(text);
      }
      for (const line of told) console.error(visible(line));
      console.error(
        `${added.length} added, ${changed.length} changed: ${[...added, ...changed].join(", ") || "nothing new"}`,
      );
      finish(exitCodes.clean);
    });
  return program;
}

const register = ["--register <dir>", "folder of the register", fromHere(join(root, "register"))] as const;

/** What is said of somebody, and of who acts, by the commands that give something. */
function withActors(command: Command): Command {
  return command
    .option("--organisation <id>", "whose people they are")
    .option("--name <text>", "their name")
    .option("--email <address>", "their e-mail address")
    .option(
      "--employment <kind>",
      "staff, pbs-fed, contractor or agency-partner, where their organisation has more than one",
    )
    .option("--github <login>", "their login on GitHub")
    .option("--ssh-key <key>", "their OpenSSH public key, or a file with it; as often as needed", oneMore)
    .option("--permissions <list>", "what they may do in a service, with commas", commaList)
    .option("--reason <text>", "what for; a developer's root needs one")
    .option("--approved-by <id>", "who approved it")
    .option("--approved-on <date>", "when (default: that of --on)", dateNamed)
    .option("--created-by <id>", "who made the accounts")
    .option("--granted-by <id>", "who granted root")
    .option("--on <date>", "the day on which it was done (default: asOf in register.yaml)", dateNamed)
    .option(...register)
    .option("--write", "write it to the register's files, unless a rule refuses it")
    .addHelpText("after", editExits)
    .exitOverride();
}

function oneMore(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}

function commaList(value: string): string[] {
  return value.split(",").map((each) => each.trim());
}

function orAll(chosen: readonly StackDescription[]): readonly StackDescription[] {
  return chosen.length > 0 ? chosen : stacks;
}

function stackNamed(name: string, previous: readonly StackDescription[] = []): StackDescription[] {
  const stack = stacks.find((each) => each.name === name);
  if (stack === undefined) throw new InvalidArgumentError(`The stacks are ${names}.`);
  return previous.includes(stack) ? [...previous] : [...previous, stack];
}

function dateNamed(text: string): string {
  if (!isDate(text)) throw new InvalidArgumentError("Give a date that exists, as YYYY-MM-DD.");
  return text;
}
