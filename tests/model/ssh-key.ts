/** An OpenSSH public key line in right form, another one for each `seed` from 0 to 254. */
export function sshKeyOf(comment: string, seed: number): string {
  const part = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  const blob = Buffer.concat([part(Buffer.from("ssh-ed25519")), part(Buffer.alloc(32, seed + 1))]);
  return `ssh-ed25519 ${blob.toString("base64")} ${comment}`;
}
