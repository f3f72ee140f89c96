import type { RegisterChange } from "./change.ts";

/** A new server, its service and the name of that, with root for a developer that another developer granted, who has none there. */
export const developerRoot: RegisterChange = {
  title: "A server for the data registry, with root for Developer Two",
  edits: [
    {
      file: "ocp/servers.yaml",
      path: ["data-registry"],
      value: {
        hostname: "data-registry.default.opencontracting.uk0.bigv.io",
        provider: "bytemark",
        location: "York",
        stage: "production",
        manager: "dogsbody",
        contact: "sysadmin@dogsbody.com",
        configManagement: "salt",
        saltTarget: "data-registry",
        openPorts: [22, 80, 443],
        backup: { everyDays: 7, retained: 1, startDay: "Thursday", startBeforeUtc: "10:00" },
        monitoring: { job: "data-registry", port: 7231, scheme: "https" },
      },
    },
    {
      file: "ocp/services.yaml",
      path: ["data-registry"],
      value: {
        title: "Data registry",
        server: "data-registry",
        hostname: "data-registry.open-contracting.org",
        author: "third-party",
        managedBy: "salt",
        holdsData: true,
      },
    },
    {
      file: "ocp/root-grants.yaml",
      path: ["data-registry"],
      value: [
        {
          person: "ods-developer-2",
          basis: "developer",
          grantedOn: "2026-11-20",
          grantedBy: "ods-developer-1",
          expectedToDeploy: true,
          reason: "Deploys the data registry",
        },
      ],
    },
  ],
};
