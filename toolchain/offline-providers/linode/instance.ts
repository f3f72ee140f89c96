import { hex, ipv4, ipv6Network, wholeNumber } from "../invent.ts";
import {
  boolean,
  type Failure,
  integer,
  list,
  type Made,
  map,
  object,
  output,
  type Property,
  replaces,
  required,
  set,
  string,
  type Table,
} from "../table.ts";
import type { Bag } from "../wire.ts";
import { label, linodeId, tags } from "./common.ts";

const device = object({ diskId: integer({ filled: 0 }), volumeId: integer() });

const configInterface: Property = object({
  active: boolean({ filled: true }),
  id: integer({ filled: (made) => wholeNumber(`${made.seed}/interface`, 7) }),
  ipRanges: list(string()),
  ipamAddress: string(),
  ipv4: object({ nat11: string({ filled: "" }), vpc: string({ filled: "" }) }, { filled: { nat11: "", vpc: "" } }),
  label: string(),
  primary: boolean(),
  purpose: string({ ...required, oneOf: ["public", "vlan", "vpc"] }),
  subnetId: integer(),
  vpcId: integer({ filled: 0 }),
});

const config: Property = object({
  comments: string(),
  devices: object(
    { sda: device, sdb: device, sdc: device, sdd: device, sde: device, sdf: device, sdg: device, sdh: device },
    { filled: {} },
  ),
  helpers: object(
    {
      devtmpfsAutomount: boolean({ default: true }),
      distro: boolean({ default: true }),
      modulesDep: boolean({ default: true }),
      network: boolean({ default: true }),
      updatedbDisabled: boolean({ default: true }),
    },
    { filled: { devtmpfsAutomount: true, distro: true, modulesDep: true, network: true, updatedbDisabled: true } },
  ),
  id: integer({ filled: (made) => wholeNumber(`${made.seed}/config`, 8) }),
  interfaces: list(configInterface),
  kernel: string({ default: "linode/latest-64bit" }),
  label: string({ ...required, length: [1, 48] }),
  memoryLimit: integer(),
  rootDevice: string({ filled: "/dev/sda" }),
  runLevel: string({ default: "default", oneOf: ["default", "single", "binbash"] }),
  virtMode: string({ default: "paravirt", oneOf: ["paravirt", "fullvirt"] }),
});

const disk: Property = object({
  authorizedKeys: list(string(), replaces),
  authorizedUsers: list(string(), replaces),
  filesystem: string({ replaces: true, filled: "ext4", oneOf: ["raw", "swap", "ext3", "ext4", "initrd"] }),
  id: integer({ filled: (made) => wholeNumber(`${made.seed}/disk`, 8) }),
  image: string({ replaces: true, filled: "" }),
  label: string({ ...required, length: [1, 48] }),
  readOnly: boolean({ replaces: true, filled: false }),
  rootPass: string({ replaces: true, filled: "", secret: true, length: [11, 128] }),
  size: integer(required),
  stackscriptData: map(string(), { replaces: true, filled: {}, secret: true }),
  stackscriptId: integer({ replaces: true, filled: 0 }),
});

const backup = object({
  available: boolean(),
  enabled: boolean(),
  schedules: list(object({ day: string(), window: string() })),
});

const specification = object({
  acceleratedDevices: integer(),
  disk: integer(),
  gpus: integer(),
  memory: integer(),
  transfer: integer(),
  vcpus: integer(),
});

const address = (made: Made) => ipv4(made.seed);

const privateAddress = (made: Made) => {
  const number = wholeNumber(made.seed, 6);
  return `192.168.${128 + (number % 128)}.${(number % 253) + 1}`;
};

export const instance: Table = {
  type: "linode:index/instance:Instance",
  inputs: {
    alerts: object(
      {
        cpu: integer({ filled: 90, range: [0, 4800] }),
        io: integer({ filled: 10_000, range: [0, 100_000] }),
        networkIn: integer({ filled: 10, range: [0, 40_000] }),
        networkOut: integer({ filled: 10, range: [0, 40_000] }),
        transferQuota: integer({ filled: 80, range: [0, 400] }),
      },
      { filled: { cpu: 90, io: 10_000, networkIn: 10, networkOut: 10, transferQuota: 80 } },
    ),
    authorizedKeys: list(string(), replaces),
    authorizedUsers: list(string(), replaces),
    backupId: integer(replaces),
    backupsEnabled: boolean({ filled: false }),
    bootConfigLabel: string({ filled: "" }),
    booted: boolean({ filled: true }),
    configs: list(config, { filled: [] }),
    diskEncryption: string({ replaces: true, filled: "enabled", oneOf: ["enabled", "disabled"] }),
    disks: list(disk, { filled: [] }),
    firewallId: integer(replaces),
    group: string(),
    image: string(replaces),
    interfaces: list(configInterface),
    ipv4s: set(string(), { replaces: true, filled: (made) => [address(made)] }),
    label: string({ ...label, filled: (made) => `linode${linodeId(made)}` }),
    metadatas: list(object({ userData: string(replaces) }), { count: [0, 1] }),
    migrationType: string({ default: "cold", oneOf: ["cold", "warm"] }),
    placementGroup: object({
      compliantOnly: boolean({ filled: true }),
      id: integer(required),
      label: string({ filled: "" }),
      placementGroupPolicy: string({ filled: "strict" }),
      placementGroupType: string({ filled: "anti_affinity:local" }),
    }),
    placementGroupExternallyManaged: boolean({ default: false }),
    privateIp: boolean(),
    region: string(required),
    resizeDisk: boolean({ default: false }),
    rootPass: string({ replaces: true, secret: true, length: [11, 128] }),
    sharedIpv4s: set(string(), { filled: [] }),
    stackscriptData: map(string(), { replaces: true, secret: true }),
    stackscriptId: integer(replaces),
    swapSize: integer({ filled: 512 }),
    tags: { ...tags, filled: [] },
    type: string({ default: "g6-standard-1" }),
    watchdogEnabled: boolean({ default: true }),
  },
  outputs: {
    backups: output(list(backup), (made) => [
      { available: false, enabled: made.input("backupsEnabled") === true, schedules: [{ day: "", window: "" }] },
    ]),
    capabilities: output(list(string()), []),
    hasUserData: output(boolean(), (made) => made.input("metadatas") !== undefined),
    hostUuid: output(string(), (made) => hex(`${made.seed}/host`, 40)),
    ipAddress: output(string(), address),
    ipv6: output(string(), (made) => `${ipv6Network(made.seed)}1/128`),
    lkeClusterId: output(integer(), 0),
    privateIpAddress: output(string(), (made) => (made.input("privateIp") === true ? privateAddress(made) : "")),
    specs: output(list(specification), [
      { acceleratedDevices: 0, disk: 51_200, gpus: 0, memory: 2048, transfer: 2000, vcpus: 1 },
    ]),
    status: output(string(), (made) => (made.input("booted") === false ? "offline" : "running")),
  },
  once: (made) => (made.text("label") === "" ? [] : [`the label ${made.text("label")} of an instance`]),
  id: (made) => String(linodeId(made)),
  check: judge,
};

/** What only makes sense for a machine that the service installs from an image. */
function judge({ image, authorizedUsers, resizeDisk }: Bag): readonly Failure[] {
  if (image !== undefined) return [];
  return [
    ...(authorizedUsers === undefined
      ? []
      : [{ property: "authorizedUsers", reason: "cannot be given without `image`" }]),
    ...(resizeDisk === true ? [{ property: "resizeDisk", reason: "cannot be true without `image`" }] : []),
  ];
}
