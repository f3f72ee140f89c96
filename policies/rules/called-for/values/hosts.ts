import type { Server } from "../../../../model/schema/hosting.ts";
import { only, type ValuesOf, type ValuesOfTypes } from "./values.ts";

/** What the register says of the server that a machine is. */
const ofServer =
  (property: "image" | "location" | "type"): ValuesOf =>
  ({ register }, { name }) => {
    const server: Server | undefined = Object.hasOwn(register.servers, name) ? register.servers[name] : undefined;
    return only(server?.[property]);
  };

/** What the register says of machines beyond which there are. */
export const hostValues: ValuesOfTypes = {
  "hcloud:index/server:Server": {
    image: ofServer("image"),
    location: ofServer("location"),
    serverType: ofServer("type"),
  },
  "linode:index/instance:Instance": {
    image: ofServer("image"),
    region: ofServer("location"),
    type: ofServer("type"),
  },
};
