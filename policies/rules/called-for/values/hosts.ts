import type { Server } from "../../../../model/schema/hosting.ts";
import { hosting } from "../../../settings/hosting.ts";
import { only, type ValuesOf, type ValuesOfTypes } from "./values.ts";

/** What the register says of the server that a machine is. */
const ofServer =
  (value: (server: Server) => unknown): ValuesOf =>
  ({ register }, { name }) => {
    const server: Server | undefined = Object.hasOwn(register.servers, name) ? register.servers[name] : undefined;
    return server === undefined ? [] : only(value(server));
  };

const image = ofServer((server) => server.image);
const location = ofServer((server) => server.location);
const type = ofServer((server) => server.type);

/** What the register says of machines beyond which there are. */
export const hostValues: ValuesOfTypes = {
  "hcloud:index/server:Server": {
    image,
    // The marks of a machine: its stage, and who manages it.
    labels: ofServer(({ stage, manager }) => ({ stage, [hosting.managerMark]: manager })),
    location,
    serverType: type,
  },
  "linode:index/instance:Instance": {
    // Without it nobody can log into what was made, but by a password that is set by hand.
    authorizedUsers: () => [[hosting.startsMachines]],
    image,
    region: location,
    tags: ofServer(({ stage, manager }) => [stage, `${hosting.managerMark}:${manager}`]),
    type,
  },
};
