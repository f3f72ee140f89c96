import type { Finder } from "../finder.ts";
import { awsFinders } from "./aws.ts";
import { githubFinders } from "./github.ts";
import { otherFinders } from "./others.ts";

/** How each type that the stacks declare is found at its service. A type that is not here is told, and never taken for absent. */
export const finders: Readonly<Record<string, Finder>> = { ...githubFinders, ...awsFinders, ...otherFinders };
