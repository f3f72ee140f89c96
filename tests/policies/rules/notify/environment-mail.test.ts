import { expect, test } from "vitest";
import { environmentsSendMail } from "../../../../policies/rules/notify/environment-mail.ts";
import { changed, type Draft, notifyRegister } from "../../compliant.ts";
import { said } from "../../judge.ts";

test("every environment of the compliant register can send mail", () => {
  expect(said(environmentsSendMail, notifyRegister)).toEqual([]);
});

test.each<[string, (domain: Draft["domains"]) => void]>([
  ["sends by somebody else", (domain) => Object.assign(domain.senders.ses, { kind: "sendgrid" })],
  ["has no senders", (domain) => delete domain.senders],
  ["is said to send nothing", (domain) => Object.assign(domain, { sendsMail: false })],
  ["is another environment's", (domain) => Object.assign(domain, { environment: "staging" })],
])("an environment whose domain %s cannot", (_, change) => {
  const without = changed(notifyRegister, ({ domains }) => change(domains["notify-demo.example.gov"]));
  expect(said(environmentsSendMail, without)).toEqual([
    "notify/environments/demo: no domain of it has an SES sender, so it cannot send mail. Give a domain of the environment a sender of kind ses in register/notify/domains.yaml. [NOTIFY-SMK-1]",
  ]);
});
