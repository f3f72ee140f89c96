import { resourceProperties } from "../policies/settings/resource-properties.ts";
import { typesOfServices } from "../policies/settings/resource-types.ts";
import { packages } from "../toolchain/offline-providers/packages.ts";
import type { TypeOfPage } from "./properties-page.ts";

const tables = new Map(packages.flatMap((each) => each.tables.map((table) => [table.type, table] as const)));

/** Every type of a service that may stand in a stack, with what is decided about its properties. */
export const typesOfPage: readonly TypeOfPage[] = typesOfServices.map((type) => {
  const table = tables.get(type);
  return { type, placed: resourceProperties[type] ?? {}, ...(table !== undefined && { table }) };
});
