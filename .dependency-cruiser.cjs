/** The rooms, left to right: what a room may import from. Data flow one way and never back. */
const rooms = require("./docs/rooms.json");

module.exports = {
  forbidden: [
    {
      name: "no-circular",
      comment: "A cycle corrupts module state and hides what depends on what.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-orphans",
      comment: "Nothing uses it.",
      severity: "error",
      from: {
        orphan: true,
        pathNot:
          "\\.(cjs|config\\.ts)$|^policies/packs/.*/index\\.js$|^toolchain/engine/install-official\\.ts$|^tests/(run|check)\\.ts$|^tests/engine/programs/",
      },
      to: {},
    },
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `room-${room.replace("/", "-")}`,
      comment: `${room} may import from ${allowed.join(", ") || "no other room"}.`,
      severity: "error",
      from: { path: `^${room}/` },
      to: {
        path: "^(model|readings|policies|components|stacks|toolchain|driver|verdict|report|edits|commands|soak|tests|bench)/",
        pathNot: `^(${[room, ...allowed].join("|")})/`,
      },
    })),
    {
      name: "rules-are-pure",
      comment: "A rule has no clock, network, file or environment; the edge is policies/packs/start.ts.",
      severity: "error",
      from: { path: "^policies/(rules|settings)/" },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?buffer$" },
    },
    {
      name: "adapters-are-pure",
      comment: "Nor has an adapter: it is given bytes, which it may digest, unpack, and read as a database in memory.",
      severity: "error",
      from: { path: "^readings/" },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?(buffer|crypto|zlib|sqlite)$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "node_modules|^\\.gatehouse|^register|^docs" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".js", ".cjs"] },
  },
};
