import type { Server } from "../../../../model/schema/hosting.ts";
import { hosting } from "../../../settings/hosting.ts";
import { only, type ValuesOf, type ValuesOfTypes } from "./values.ts";

/** What the register says of the server that a machine is. */
const ofServer =
  (property: "image" | "location" | "type"): ValuesOf =>
  ({ register }, { name }) => {
    const server: Server | undefined = Object.hasOwn(register.servers, name) ? register.servers[name] : undefined;
    return only(server?.[property]);
  };

/** The marks of a machine: its stage, and who manages it. */
const ofMarks =
  (marks: (server: Server) => unknown): ValuesOf =>
  ({ register }, { name }) => {
    const server: Server | undefined = Object.hasOwn(register.servers, name) ? register.servers[name] : undefined;
    return server === undefined ? [] : [marks(server)];
  };

/** What the register says of machines beyond which there are. */
export const hostValues: ValuesOfTypes = {
  "hcloud:index/server:Server": {
    image: ofServer("image"),
    labels: ofMarks(({ stage, manager }) => ({ stage, [hosting.managerMark]: manager })),
    location: ofServer("location"),
    serverType: ofServer("type"),
  },
  "linode:index/instance:Instance": {
    // Without it nobody can log into what was made, but by a password that is set by hand.
    authorizedUsers: () => [[hosting.startsMachines]],
    image: ofServer("image"),
    region: ofServer("location"),
    tags: ofMarks(({ stage, manager }) => [stage, `${hosting.managerMark}:${manager}`]),
    type: ofServer("type"),
  },
};
