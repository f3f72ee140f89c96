// A program that misspells a property inside another one. (The SDK itself drops a misspelt one at the top.)
import * as cloudflare from "@pulumi/cloudflare";
import { declareShipped } from "./declared.ts";

await declareShipped();
const settings = { ipv4Only: true, ipv6Onlyy: false };
new cloudflare.DnsRecord("www", {
  zoneId: "0123456789abcdef0123456789abcdef",
  name: "www.example.org",
  type: "CNAME",
  content: "example.org",
  ttl: 300,
  settings,
});
