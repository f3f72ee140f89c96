import type { Rule } from "../rule.ts";
import * as dmarc from "./dmarc.ts";
import * as encryption from "./encryption.ts";
import * as exchangers from "./exchangers.ts";
import { keysFromRegister } from "./keys.ts";
import { mailRatchet } from "./ratchet.ts";
import * as destinations from "./report-destinations.ts";
import * as spf from "./spf.ts";

/** What a mail domain has to be like in the DNS, whoever owns it. */
export const mailDomainRules: readonly Rule[] = [
  dmarc.dmarcPresent,
  dmarc.dmarcValid,
  dmarc.dmarcUnderstood,
  dmarc.dmarcRejects,
  dmarc.dmarcFederalReports,
  dmarc.mandatesFit,
  spf.spfValid,
  spf.spfFromRegister,
  spf.spfPresent,
  spf.spfAnswersCurrent,
  spf.spfAnswersAgeing,
  exchangers.exchangersFromRegister,
  exchangers.exchangersPresent,
  exchangers.mailNamesUnproxied,
  keysFromRegister,
  encryption.encryptionValid,
  encryption.encryptionPresent,
  destinations.reportsAccepted,
  destinations.reportsToOthers,
  mailRatchet,
];
