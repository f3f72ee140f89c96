import type { Rule } from "../../rule.ts";
import * as firewalls from "../firewalls.ts";
import * as monitoring from "../monitoring.ts";
import { accountUserRules } from "./account-users.ts";
import * as backups from "./backups.ts";
import * as hostMap from "./host-map.ts";
import * as users from "./linode-users.ts";
import * as machines from "./machines.ts";
import * as names from "./names.ts";
import { machinesOrderable } from "./orderable.ts";
import * as pages from "./pages.ts";

/** What is hosted where, by whom it is managed, backed up and watched. */
export const hostingRules: readonly Rule[] = [
  monitoring.serversScraped,
  monitoring.serversSaltManaged,
  monitoring.onePrometheusServer,
  monitoring.exporterEverywhere,
  firewalls.exporterClosed,
  firewalls.openingsFromRegister,
  firewalls.exporterReachable,
  hostMap.serversManaged,
  hostMap.servicesHosted,
  ...hostMap.hostMapRules,
  machines.machinesFromRegister,
  machines.machinesDeclared,
  machines.machinesMarked,
  machines.linodeRegion,
  machines.linodeBackups,
  machines.hetznerLocked,
  machines.hetznerBackups,
  machinesOrderable,
  names.namesLeadToHosts,
  names.namesDeclared,
  ...accountUserRules,
  users.linodeFullAccess,
  users.linodeLimitedAccess,
  users.linodeUsersDeclared,
  backups.crmOffsiteBackups,
  backups.bytemarkBackups,
  backups.bytemarkBackupTime,
  pages.explorerOnPages,
  pages.pagesFromRegister,
  pages.repositoriesForPages,
  pages.pagesDeclared,
];
