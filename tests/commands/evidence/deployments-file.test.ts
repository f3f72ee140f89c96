import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { deploymentsText, withDeployments } from "../../../commands/evidence/deployments-file.ts";
import type { Deployment } from "../../../model/schema/access.ts";

const deployment: Deployment = {
  person: "ods-developer-1",
  server: "toucan",
  deployedOn: "2026-05-04",
  commit: "3f9c1d0",
};
const entry = "- person: ods-developer-1\n  server: toucan\n  deployedOn: 2026-05-04\n  commit: 3f9c1d0\n";

describe("the file of deployments", () => {
  test("gets new entries at its end; comments, empty lines and what is there stay", () => {
    const file =
      "# yaml-language-server: x\n# Evidence.\n\n# The first.\n- person: a\n  commit: '0a1b2c3' # quoted\n\n- person: b\n";
    expect(withDeployments(file, [deployment])).toBe(file + entry);
  });

  test.each([undefined, "", "[]\n", "# nothing yet\n", "# nothing yet\n[]\n"])("may be %j", (text) => {
    const grown = withDeployments(text, [deployment]);
    expect(grown.endsWith(entry)).toBe(true);
    expect(grown.includes("# nothing yet")).toBe(text?.includes("# nothing yet") === true);
    expect(parse(grown)).toEqual([deployment]);
  });

  test.each(["1234567", "12e4567", "0000000", "1e99999"])("the commit %s stays a text", (commit) => {
    expect(parse(withDeployments("", [{ ...deployment, commit }]))).toEqual([{ ...deployment, commit }]);
    expect(parse(deploymentsText([{ ...deployment, commit }]))).toEqual([{ ...deployment, commit }]);
  });

  test("for any commits, reads back what was there and what was added", () => {
    const any = fc
      .record({ commit: fc.stringMatching(/^[0-9a-f]{7,12}$/) })
      .map((change) => ({ ...deployment, ...change }));
    fc.assert(
      fc.property(fc.array(any), fc.array(any, { minLength: 1 }), (present, added) => {
        const file = present.length === 0 ? "" : deploymentsText(present);
        expect(parse(withDeployments(file, added))).toEqual([...present, ...added]);
      }),
    );
  });
});
