import * as pulumi from "@pulumi/pulumi";
import type { AwsPlace } from "../../model/arn.ts";
import type { PhoneNumber } from "../../model/schema/hosting.ts";
import { aws, github } from "../providers.ts";
import { sendingTexts } from "./sending-texts.ts";

export interface PhoneNumbersArgs {
  readonly place: AwsPlace;
  /** The environment's numbers, by number in E.164 form. */
  readonly numbers: Readonly<Record<string, PhoneNumber>>;
  /** The one of them that one-time passwords are sent from. */
  readonly defaultNumber: string;
  /** The networks that texts are handed over from. */
  readonly sendsFrom: readonly string[];
}

/**
 * The telephone numbers of an environment (NOTIFY-SMS-2), the variable by which the API is told its default
 * (NOTIFY-SMS-3), and what whoever sends from them may do (IAM-2).
 *
 * AWS gives no number that is asked for, so each is taken over by its id. All stay on the list of opt-outs that they came
 * with: on a new one, people who once answered STOP would get texts again.
 */
export class PhoneNumbers extends pulumi.ComponentResource {
  constructor(
    environment: string,
    { place, numbers, defaultNumber, sendsFrom }: PhoneNumbersArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("gatehouse:notify:PhoneNumbers", environment, {}, opts);
    for (const [number, { phoneNumberId }] of Object.entries(numbers)) {
      new aws.pinpoint.Smsvoicev2PhoneNumber(
        number,
        {
          isoCountryCode: "US",
          messageType: "TRANSACTIONAL",
          numberCapabilities: ["SMS"],
          numberType: "TOLL_FREE",
          optOutListName: "Default",
          deletionProtectionEnabled: true,
          // A toll-free number is pending for days, and an update would wait for it.
          waitForActive: false,
        },
        { parent: this, protect: true, import: phoneNumberId },
      );
    }
    const policy = `notify-${environment}-send-texts`;
    new aws.iam.Policy(
      policy,
      {
        name: policy,
        description: "Send texts to phones, and nothing to topics",
        policy: sendingTexts(place, sendsFrom),
      },
      { parent: this },
    );
    const [repository, variableName] = ["notifications-api", "AWS_US_TOLL_FREE_NUMBER"];
    new github.ActionsEnvironmentVariable(
      `${repository}-${environment}-${variableName}`,
      { repository, environment, variableName, value: defaultNumber },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
