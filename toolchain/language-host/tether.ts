/**
 * Loaded into every process the language host starts (`node -r`): ends it when the host is gone, even killed. The host
 * holds the other end of file descriptor 3, which closes with it.
 */
import { Socket } from "node:net";

const host = new Socket({ fd: 3 });
host.on("error", () => process.exit(1));
host.on("close", () => process.exit(1));
host.resume();
host.unref();

// A process that the program forks inherits these arguments, but not the descriptor.
const own = process.execArgv.indexOf(import.meta.filename);
if (own > 0) process.execArgv.splice(own - 1, 2);
