// A program that gives a key which is known only after `up`: no rule can tell at preview whose it is.
import * as hcloud from "@pulumi/hcloud";
import * as pulumi from "@pulumi/pulumi";
import { declareShipped } from "./declared.ts";

await declareShipped();
const server = new hcloud.Server(
  "kingfisher-replica1",
  { name: "replica1", serverType: "cpx42", image: "ubuntu-24.04", location: "fsn1" },
  { protect: true },
);
new hcloud.SshKey("later", { name: "later", publicKey: pulumi.interpolate`ssh-ed25519 ${server.ipv4Address} later` });
