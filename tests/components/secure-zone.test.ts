import { expect, test } from "vitest";
import { SecureZone } from "../../components/secure-zone.ts";
import { real, recorded } from "../stacks/record.ts";

test("a zone has browsers come by HTTPS only, in the words that its service knows", async () => {
  const resources = real(await recorded(() => new SecureZone("example.org", { zoneId: "0".repeat(32) })));
  expect(Object.fromEntries(resources.map(({ props: { settingId, value } }) => [settingId, value]))).toEqual({
    ssl: "strict",
    always_use_https: "on",
    min_tls_version: "1.2",
    security_header: {
      strict_transport_security: { enabled: true, include_subdomains: true, max_age: 31_536_000, nosniff: true },
    },
  });
});
