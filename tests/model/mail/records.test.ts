import { expect, test } from "vitest";
import { domainAbove, reportersOf } from "../../../model/mail/records.ts";
import { emptyRegister, type Register } from "../../../model/register.ts";
import type { Domain } from "../../../model/schema/mail.ts";

const reportingTo = (...aggregateReports: string[]): Domain => ({
  ...{ provider: "cloudflare", sendsMail: true },
  dmarc: { policy: "reject", aggregateReports },
});

function register(domains: Register["domains"]): Register {
  return { ...emptyRegister("notify"), domains };
}

test("a domain takes the reports of others that are sent to it or below it, once each", () => {
  const reports = register({
    "example.org": reportingTo("a@example.org"),
    "other.example": reportingTo("a@Example.org", "b@example.org", "c@mail.example.org", "d@elsewhere.example"),
  });
  expect(reportersOf(reports, "example.org")).toEqual([
    { domain: "other.example", host: "example.org" },
    { domain: "other.example", host: "mail.example.org" },
  ]);
});

test("a domain need not say that it takes its own reports, or those of domains above and below it", () => {
  const reports = register({
    "example.org": reportingTo("a@mail.example.org"),
    "news.example.org": reportingTo("a@example.org"),
  });
  expect(reportersOf(reports, "example.org")).toEqual([]);
});

test("the report of another goes to the nearest domain above it", () => {
  const reports = register({
    "example.org": reportingTo(),
    "mail.example.org": reportingTo(),
    "other.example": reportingTo("a@in.mail.example.org"),
  });
  expect(reportersOf(reports, "example.org")).toEqual([]);
  expect(reportersOf(reports, "mail.example.org")).toEqual([{ domain: "other.example", host: "in.mail.example.org" }]);
});

test("a name lies below the domains whose name it ends with, label by label", () => {
  const reports = register({ "example.org": reportingTo() });
  expect(domainAbove(reports, "a.example.org")).toBe("example.org");
  expect(domainAbove(reports, "notexample.org")).toBeUndefined();
});
