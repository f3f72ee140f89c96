import * as aws from "@pulumi/aws";
import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import type { PhoneNumber } from "../../model/schema/hosting.ts";

export interface PhoneNumbersArgs {
  /** The environment's numbers, by number in E.164 form. */
  readonly numbers: Readonly<Record<string, PhoneNumber>>;
  /** The one of them that one-time passwords are sent from. */
  readonly defaultNumber: string;
}

/**
 * The telephone numbers of an environment (NOTIFY-SMS-2), and the variable by which the API is told its default
 * (NOTIFY-SMS-3).
 *
 * AWS gives no number that is asked for, so each is taken over by its id. All stay on the list of opt-outs that they came
 * with: on a new one, people who once answered STOP would get texts again.
 */
export class PhoneNumbers extends pulumi.ComponentResource {
  constructor(
    environment: string,
    { numbers, defaultNumber }: PhoneNumbersArgs,
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
    const [repository, variableName] = ["notifications-api", "AWS_US_TOLL_FREE_NUMBER"];
    new github.ActionsEnvironmentVariable(
      `${repository}-${environment}-${variableName}`,
      { repository, environment, variableName, value: defaultNumber },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
