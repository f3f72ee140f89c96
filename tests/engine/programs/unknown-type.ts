// A program with a resource of a type that no rule knows.
import * as pulumi from "@pulumi/pulumi";
import { declareShipped } from "./declared.ts";

await declareShipped();
new pulumi.ComponentResource("somebodys:access:Administrator", "somebody", {});
