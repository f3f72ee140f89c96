import { describe, expect, test } from "vitest";
import { servers } from "../../readings/servers.ts";
import { sourcesOf } from "./sources-of.ts";
import { accountIn, faultsOf, held } from "./told.ts";

const whose = {
  name: "ocp",
  things: ["crm", "redash"],
  names: { crm: ["ocp16.example.org", "crm"], redash: ["redash2.example.org", "redash2"] },
};

/** Made-up keys, with the fingerprints that `ssh-keygen -l` tells. */
const blobs = {
  ed25519: "AAAAC3NzaC1lZDI1NTE5AAAAID9lKNE20LFauwbiiaGYIUParnUDVrY4G3T33Ixt8jw7",
  ecdsa:
    "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBAyzfPoRFkwn+WIiQneoZQcNKhCAk0UzuGyGSqOCdtccA7DBQcLtMm6Dmlh9netnMNWNQUGu3AeojXxkAXcQnAY=",
  sk: "AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fAAAABHNzaDo=",
};
const keys = {
  owner: `ssh-ed25519 ${blobs.ed25519} ocp-owner-1`,
  ecdsa: `ecdsa-sha2-nistp256 ${blobs.ecdsa} made-up`,
  token: `sk-ssh-ed25519@openssh.com ${blobs.sk} a token`,
};
const prints = {
  owner: "SHA256:hE8FA5XDAJ61WflblN3AgpcCb/axwxCT/W277reVqUY",
  ecdsa: "SHA256:eGpFo7R2fvKSoo6TKRYHXxTMA4KucYoeuY4pyFkLx0g",
  token: "SHA256:/p0CbeE3dk2SyW1OXXsThGc12ezDVD8eGw2/vtztDfk",
};
const ofModule = (enc: string, comment: string, options: readonly string[] = []) => ({
  ...{ enc, comment, options, fingerprint: "12:34:56:78:9a:bc:de:f0:12:34:56:78:9a:bc:de:f0" },
});

const read = (files: object) => servers.read(sourcesOf({ ...files }), whose);
const salt = (answers: unknown) => read({ "salt.json": answers });
const lines = (...each: readonly string[]) => `${each.join("\n")}\n`;

describe("root's keys on the servers", () => {
  test("are read as Salt prints files, and each server is called what the register calls it", () => {
    const reading = salt({
      crm: lines("# managed by Salt", keys.owner, "", keys.ecdsa, "# ssh-rsa AAAA commented-out"),
      redash2: lines(keys.owner),
    });
    expect(reading.faults).toEqual([]);
    expect(held(reading)).toEqual([
      `${prints.owner}: root of server crm !`,
      `${prints.ecdsa}: root of server crm !`,
      `${prints.owner}: root of server redash !`,
    ]);
    expect(accountIn(reading, prints.owner)).toMatchObject({
      ...{ kind: "key", state: "active", identity: { fingerprint: prints.owner, name: "ocp-owner-1" } },
      at: { file: "salt.json", keys: ["crm"] },
    });
  });

  test("are read as Salt's own module finds them", () => {
    const reading = salt({
      crm: {
        [blobs.ed25519]: ofModule("ssh-ed25519", "ocp-owner-1"),
        [blobs.sk]: ofModule("ssh-ed25519@openssh.com", "", ["sk-"]),
      },
      redash2: {},
    });
    expect(reading.faults).toEqual([]);
    expect(held(reading)).toEqual([`${prints.owner}: root of server crm !`, `${prints.token}: root of server crm !`]);
    const byUser = salt({ crm: { root: { [blobs.ecdsa]: ofModule("ecdsa-sha2-nistp256", "") }, deployer: {} } });
    expect(held(byUser)).toEqual([`${prints.ecdsa}: root of server crm !`]);
  });

  test("are read as Salt prints a server after the other", () => {
    expect(
      held(salt(`${JSON.stringify({ crm: keys.owner })}\n${JSON.stringify({ redash2: keys.owner })}`)),
    ).toHaveLength(2);
  });

  test("are read from a file a server, by line", () => {
    const reading = read({
      "servers/ocp16.example.org.keys": lines(keys.owner, keys.token),
      "servers/elsewhere.keys": lines("# none"),
    });
    expect(reading.faults).toEqual([]);
    expect(held(reading)).toEqual([`${prints.owner}: root of server crm !`, `${prints.token}: root of server crm !`]);
    expect(reading.grants[1]?.at).toEqual({ file: "servers/ocp16.example.org.keys", keys: [2] });
  });

  test.each([
    ["a forced command", `command="rsync --server \\"x, y\\" .",no-pty ${keys.owner}`],
    ["networks", `from="192.0.2.0/24,198.51.100.7" ${keys.owner}`],
    ["several words", `restrict,pty,environment="A=b c" ${keys.owner}`],
    ["tabs and blanks", `\t ssh-ed25519\t${blobs.ed25519}  ocp-owner-1 `],
    ["no comment", `ssh-ed25519 ${blobs.ed25519}`],
    ["Windows's ends of lines", `${keys.owner}\r`],
  ])("with %s are root's all the same", (_, line) => {
    const reading = salt({ crm: lines(line) });
    expect(reading.faults).toEqual([]);
    expect(held(reading)).toEqual([`${prints.owner}: root of server crm !`]);
  });

  test("that sign certificates are nobody's own", () => {
    for (const answer of [
      lines(`cert-authority,principals="root" ${keys.owner}`),
      { [blobs.ed25519]: ofModule("ssh-ed25519", "ocp-owner-1", ["cert-authority"]) },
    ]) {
      expect(salt({ crm: answer }).principals).toMatchObject([
        { id: `certificate authority ${prints.owner}`, identity: { name: "ocp-owner-1" } },
      ]);
      expect(salt({ crm: answer }).principals[0]?.identity).not.toHaveProperty("fingerprint");
    }
  });

  test("twice on a server are one", () => {
    expect(held(salt({ crm: lines(keys.owner, keys.owner) }))).toHaveLength(1);
  });

  test.each([
    ["the page of a log-in", "<html>Sign in</html>", "salt.json is a web page"],
    ["what is cut off", `{"crm": "ssh-ed25519 AAAA`, "salt.json is no JSON, or cut off"],
    [
      "an error of Salt",
      "No minions matched the target. No command was sent, no jid was assigned.",
      "salt.json is no JSON",
    ],
    ["no server", {}, "salt.json is not what Salt prints"],
    ["a list", [{ crm: keys.owner }], "salt.json is not what Salt prints"],
    ["a server that did not answer", { crm: false }, "salt.json/crm did not answer"],
    [
      "a server that Salt says did not",
      { crm: "Minion did not return. [Not connected]" },
      "salt.json/crm did not answer: Minion did not return. [Not connected]",
    ],
    [
      "a module that is not there",
      { crm: "'ssh.auth_keys' is not available." },
      "salt.json/crm did not answer: 'ssh.auth_keys' is not available.",
    ],
    ["an answer that says nothing", { crm: "" }, "salt.json/crm says nothing"],
    [
      "an error of a command",
      { crm: "cat: /root/.ssh/authorized_keys: Permission denied" },
      "salt.json/crm has a line (1) that is no key of OpenSSH",
    ],
    [
      "a key that is cut off",
      { crm: keys.owner.slice(0, 60) },
      "salt.json/crm has a line (1) that is a key that is cut off",
    ],
    [
      "a key that is called another type",
      { crm: `ssh-rsa ${blobs.ed25519} x` },
      "salt.json/crm has a line (1) that is a key that is cut off",
    ],
    [
      "what Salt's module would not print",
      { crm: { AAAA: ofModule("ssh-rsa", "") } },
      "salt.json/crm has what is no key of OpenSSH",
    ],
    [
      "a server that takes keys from elsewhere too",
      { crm: lines("# sshd: authorizedkeysfile .ssh/authorized_keys /etc/ssh/keys/%u", keys.owner, "# end of keys") },
      "salt.json/crm shows that sshd takes keys from somewhere that this reading lacks (authorizedkeysfile",
    ],
    [
      "a server that asks a program for keys",
      { crm: lines("# sshd: authorizedkeyscommand /usr/bin/sss_ssh_authorizedkeys", "# end of keys") },
      "salt.json/crm shows that sshd takes keys from somewhere",
    ],
    [
      "what our command began and did not end",
      { crm: lines("# sshd: authorizedkeysfile .ssh/authorized_keys", keys.owner) },
      "salt.json/crm is cut off",
    ],
  ])("%s is a fault, with its place", (_, content, expected) => {
    expect(faultsOf(salt(content)).join("\n")).toContain(expected);
  });

  test("what sshd says of the usual places is no fault", () => {
    const said = lines(
      "# sshd: authorizedkeysfile .ssh/authorized_keys %h/.ssh/authorized_keys2",
      ...["# sshd: authorizedkeyscommand none", "# sshd: trustedusercakeys none", keys.owner, "# end of keys"],
    );
    expect(salt({ crm: said }).faults).toEqual([]);
  });

  test("what is no key is not repeated: it may be a secret", () => {
    const file = lines(
      "-----BEGIN OPENSSH PRIVATE KEY-----",
      "b3BlbnNzaC1rZXktdjEA-made-up",
      "-----END OPENSSH PRIVATE KEY-----",
    );
    const reading = read({ "servers/crm.keys": file });
    expect(faultsOf(reading)).toEqual(["servers/crm.keys/1 is no key of OpenSSH"]);
    expect(JSON.stringify(reading)).not.toMatch(/b3Blbn|PRIVATE/);
  });

  test("a file for a server is asked for of those that have not answered, at their host names", () => {
    const [, file] = servers.files;
    const asked = (files: object) => file?.each?.(sourcesOf({ ...files }), whose);
    expect(asked({})).toEqual(["crm", "redash"]);
    expect(asked({ "salt.json": { crm: keys.owner, redash2: false } })).toEqual(["redash"]);
    expect(asked({ "salt.json": { crm: {}, redash2: keys.owner } })).toEqual([]);
    expect(asked({ "servers/redash2.keys": keys.owner })).toEqual(["crm"]);
    expect(file?.command(whose, "redash")).toMatch(/^ssh root@redash2\.example\.org '.*authorized_keys2.*'$/);
  });
});
