import { packages } from "../../../toolchain/offline-providers/packages.ts";
import { OFFLINE_MARK, OfflineProvider } from "../../../toolchain/offline-providers/provider.ts";
import type { Bag } from "../../../toolchain/offline-providers/wire.ts";

type Options = Partial<ConstructorParameters<typeof OfflineProvider>[1]>;

/** An offline provider by its name, configured; one that may write, unless the options say otherwise. */
export function providerOf(name: string, settings: Bag = {}, options: Options = {}): OfflineProvider {
  const pkg = packages.find((each) => each.name === name);
  if (!pkg) throw new Error(`no package ${name}`);
  const made = new OfflineProvider(pkg, { readOnly: false, ...options });
  made.configure({ ...settings, [OFFLINE_MARK]: "true" });
  return made;
}
