import type { DateText } from "../../model/dates.ts";
import type { Server } from "../../model/schema/hosting.ts";

/** What a provider sells: where, and the last day on which it could be ordered, where it cannot any more. */
export interface Offer {
  readonly names: readonly string[];
  /** Locations, in the provider's words; left out: all of them. */
  readonly locations?: readonly string[];
  readonly until?: DateText;
}

const hetznerEurope = ["fsn1", "nbg1", "hel1"];
const hetznerElsewhere = ["ash", "hil", "sin"];

/**
 * Machine types and images that can be ordered, by provider. Machines that exist go on with what they have: Hetzner takes a
 * type away from new orders only. What is not here nobody has looked up; whoever does adds it, with its source.
 * Sources: docs.hetzner.cloud/changelog#2025-10-16-server-types-deprecated (hetznercloud/cli#1211, packer-plugin-hcloud#317,
 * apricote/hcloud-upload-image#129) and #2024-06-06-old-server-types-with-shared-intel-vcpus-are-deprecated (csi-driver#621).
 * Not looked up, but from general knowledge, so check them before the first order: Linode's lists (api.linode.com/v4/linode/types
 * and /v4/images tell), Hetzner's outside of Europe, and the last days of images.
 */
export const orderable: Readonly<
  Partial<Record<Server["provider"], { readonly types: readonly Offer[]; readonly images: readonly Offer[] }>>
> = {
  "hetzner-cloud": {
    types: [
      { names: ["cx23", "cx33", "cx43", "cx53"], locations: hetznerEurope },
      { names: ["cpx12", "cpx22", "cpx32", "cpx42", "cpx52", "cpx62"], locations: hetznerEurope },
      { names: ["cax11", "cax21", "cax31", "cax41"], locations: hetznerEurope },
      { names: ["ccx13", "ccx23", "ccx33", "ccx43", "ccx53", "ccx63"] },
      { names: ["cpx11", "cpx21", "cpx31", "cpx41", "cpx51"], locations: hetznerElsewhere },
      { names: ["cpx11", "cpx21", "cpx31", "cpx41", "cpx51"], locations: hetznerEurope, until: "2025-12-31" },
      { names: ["cx22", "cx32", "cx42", "cx52"], locations: hetznerEurope, until: "2025-12-31" },
      { names: ["cx11", "cx21", "cx31", "cx41", "cx51"], locations: hetznerEurope, until: "2024-09-05" },
    ],
    images: [
      { names: ["ubuntu-22.04", "ubuntu-24.04", "debian-12", "debian-13"] },
      { names: ["rocky-9", "rocky-10", "alma-9", "alma-10", "centos-stream-9", "centos-stream-10"] },
      { names: ["ubuntu-20.04", "debian-11"], until: "2025-12-31" },
    ],
  },
  linode: {
    types: [
      { names: ["g6-nanode-1"] },
      { names: [1, 2, 4, 6, 8, 16, 20, 24, 32].map((cpus) => `g6-standard-${cpus}`) },
      { names: [2, 4, 8, 16, 32, 48, 50, 56, 64].map((cpus) => `g6-dedicated-${cpus}`) },
      { names: [1, 2, 4, 8, 16].map((size) => `g7-highmem-${size}`) },
    ],
    images: [
      { names: ["linode/ubuntu22.04", "linode/ubuntu24.04", "linode/debian12", "linode/debian13"] },
      { names: ["linode/almalinux9", "linode/almalinux10", "linode/rocky9", "linode/rocky10"] },
      { names: ["linode/ubuntu20.04", "linode/debian11"], until: "2025-12-31" },
    ],
  },
};
