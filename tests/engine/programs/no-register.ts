// A program that leaves the register out, and lets somebody in.
import * as hcloud from "@pulumi/hcloud";

new hcloud.SshKey("somebody", { name: "somebody", publicKey: "ssh-ed25519 AAAA somebody" });
