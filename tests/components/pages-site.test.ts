import { describe, expect, test } from "vitest";
import { PagesSite } from "../../components/pages-site.ts";
import { find, real, recorded } from "../stacks/record.ts";

const pages = { repository: "explorer", cname: "explorer.example.org", branch: "gh-pages", path: "/" };
const zoneId = "0123456789abcdef0123456789abcdef";

const made = (more: object = {}) =>
  recorded(() => {
    new PagesSite("site", { title: "Explorer", pages, target: "example.github.io", ...more });
  });

describe("OCP-HOST-14: a website on GitHub Pages", () => {
  test("is served at its name, from its branch; of https it says nothing, which would take the name away", async () => {
    const { props, deleteBeforeReplace } = find(await made(), "RepositoryPages", "site");
    expect(deleteBeforeReplace).toBe(true);
    expect(props).toEqual({
      repository: "explorer",
      buildType: "legacy",
      source: { branch: "gh-pages", path: "/" },
      cname: "explorer.example.org",
    });
  });

  test("comes from a public repository that is protected, and archived rather than deleted", async () => {
    const { props, protect } = find(await made(), "Repository", "explorer");
    expect(protect).toBe(true);
    expect(props).toMatchObject({ name: "explorer", visibility: "public", archiveOnDestroy: true });
    expect(props).not.toHaveProperty("pages");
  });

  test("has a name that leads to GitHub Pages with nothing in front of it, where the zone is ours", async () => {
    const names = real(await made({ zoneId })).filter(({ type }) => type.startsWith("cloudflare:"));
    const name = "explorer.example.org";
    expect(names.map(({ props }) => props)).toEqual([
      { zoneId, name, type: "CNAME", content: "example.github.io", ttl: 3600, proxied: false },
    ]);
    expect(real(await made()).filter(({ type }) => type.startsWith("cloudflare:"))).toEqual([]);
  });
});
