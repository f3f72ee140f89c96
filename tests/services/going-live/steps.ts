import type { Step } from "./step.ts";

/** The stack that is made, changed, broken and mended; `notify-staging` shows the secrets of workflows. */
const stack = "notify-platform";

/** moto has no name for each bucket of its own, so the path has to name it. */
const pathStyle = ["BUCKET?region=us-gov-west-1", "BUCKET?region=us-gov-west-1&s3ForcePathStyle=true"] as const;
const bucket = ["BUCKET", "gatehouse-state"] as const;
const thatStack = ["notify-staging", stack] as const;
/** The state of that stack in the bucket. */
const key = `.pulumi/stacks/gatehouse/${stack}.json`;

/** A change that any rule lets through: a person's name. */
const rename = (from: string, to: string) =>
  `sed -i 's/^\\( *name: \\)${from}$/\\1${to}/' register/notify/people.yaml && git commit --quiet --all --message 'Rename somebody'`;

/**
 * Leaves the stack's state with an operation begun and not ended, as the engine does when it is killed; `stack import` would take it
 * away. The file `urn` has whose it is.
 */
const begun = (id: string) => [
  `aws s3 cp --only-show-errors s3://gatehouse-state/${key} before.json`,
  `node -e 'const fs = require("fs"); const state = JSON.parse(fs.readFileSync("before.json", "utf8"));
const { latest } = state.checkpoint; const like = latest.resources.find((each) => each.type === "github:index/team:Team");
const { id, outputs, ...rest } = like; const urn = like.urn.replace(/[^:]*$/, "${id}");
latest.pending_operations = [{ resource: { ...rest, urn }, type: "creating" }];
fs.writeFileSync("pending.json", JSON.stringify(state)); console.log(urn)' > urn`,
  `aws s3 cp --only-show-errors pending.json s3://gatehouse-state/${key}`,
];
/** Going live, in the order of the page; each step runs with what those before it have left. */
export const steps: readonly Step[] = [
  {
    title: "a bucket that keeps versions and is closed, and a key",
    page: [
      "aws s3api create-bucket --bucket BUCKET --create-bucket-configuration LocationConstraint=us-gov-west-1",
      "aws s3api put-public-access-block --bucket BUCKET --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true",
      "aws s3api put-bucket-versioning --bucket BUCKET --versioning-configuration Status=Enabled",
      'aws kms create-alias --alias-name alias/gatehouse --target-key-id "$(aws kms create-key --query KeyMetadata.KeyId --output text)"',
    ],
    instead: [bucket],
    after: ["aws s3api get-bucket-versioning --bucket gatehouse-state --query Status --output text"],
    prints: ["Enabled"],
  },
  {
    title: "log in, and make every stack with the key",
    page: [
      "export PULUMI_BACKEND_URL='s3://BUCKET?region=us-gov-west-1'",
      'pulumi login "$PULUMI_BACKEND_URL"',
      ...["ocp", "notify-platform", "notify-staging", "notify-demo", "notify-production"].map(
        (each) => `pulumi stack init ${each} --secrets-provider 'awskms://alias/gatehouse?region=us-gov-west-1'`,
      ),
    ],
    instead: [pathStyle, bucket],
    after: [
      "grep --count '^encryptedkey: ' Pulumi.*.yaml",
      "git commit --quiet --all --message 'Make the stacks'",
      "pulumi stack ls --json",
    ],
    prints: ["s3://gatehouse-state", "Pulumi.notify-demo.yaml:1", "Pulumi.ocp.yaml:1", "notify-production"],
    never: "encryptionsalt",
  },
  {
    title: "a live run stops at the secrets that it has not been given, and at none that it has",
    page: [
      `pulumi config set -s notify-staging --plaintext --path 'gatehouse:sealedSecrets.notifications-api.CLOUDGOV_PASSWORD' "$sealed"`,
    ],
    before: ["sealed=$(head -c 90 /dev/urandom | base64 --wrap=0)"],
    after: ["npm run --silent preview -- notify-staging --live"],
    prints: ["lack sealed secrets", "notifications-admin CLOUDGOV_PASSWORD"],
    never: "notifications-api CLOUDGOV_PASSWORD",
    ends: 3,
  },
  {
    title: "what is reviewed",
    page: ["npm run preview -- --live --save-plans plans"],
    instead: [["--live", `${stack} --live`]],
    before: ["git commit --quiet --all --message 'Keep a sealed secret'"],
    prints: [/clean/],
  },
  {
    title: "that, or nothing",
    page: ['npm run up -- --live --plans plans --commit "$(git rev-parse HEAD)"'],
    prints: [/: applied \d+ changes/],
  },
  {
    title: "plain Pulumi, with a plan of its own",
    page: [],
    before: [
      rename("Engineer One", "Engineer Renamed"),
      `pulumi preview -s ${stack} --policy-pack policies/packs/notify --save-plan plan.json`,
      `pulumi up -s ${stack} --policy-pack policies/packs/notify --plan plan.json --skip-preview --yes`,
    ],
    prints: ["Update plan written", "updated"],
  },
  {
    title: "the clock, on the day",
    page: [
      "pulumi stack export -s ocp --file state.json",
      "pulumi policy analyze --file state.json --policy-pack policies/packs/ocp",
    ],
    instead: [
      ["-s ocp", `-s ${stack}`],
      ["packs/ocp", "packs/notify"],
    ],
    never: "[mandatory]",
  },
  {
    title: "the clock, when a deadline has passed",
    page: [],
    before: [`pulumi policy analyze --file state.json --policy-pack policies/packs/notify`],
    later: 800,
    prints: ["[mandatory]"],
    ends: "refused",
  },
  {
    title: "a second operator, who has the repository, the bucket and the key, finds nothing to do",
    by: "second",
    page: [],
    before: ['pulumi login "$PULUMI_BACKEND_URL"', `npm run --silent preview -- ${stack} --live --drift`],
    prints: [": 0 changes,"],
  },
  {
    title: "what another key has sealed is of no use to this one",
    by: "second",
    page: [],
    before: [
      "sed -i 's/^encryptedkey: .*/encryptedkey: bm90IHRoZSBrZXk=/' Pulumi.notify-staging.yaml",
      "trap 'git checkout --quiet Pulumi.notify-staging.yaml' EXIT",
      "pulumi preview -s notify-staging --policy-pack policies/packs/notify",
    ],
    ends: "refused",
    prints: [/kms|KMS/],
  },
  {
    title: "a run is killed, and the next operator is told of its lock",
    page: [],
    before: [
      `setsid pulumi up -s ${stack} --policy-pack policies/packs/notify --skip-preview --yes > killed.log 2>&1 & run=$!`,
      `until aws s3 ls --recursive s3://gatehouse-state/.pulumi/locks/ | grep -q ${stack}; do kill -0 $run; done`,
      "kill -KILL -- -$run",
      `pulumi preview -s ${stack} --policy-pack policies/packs/notify > /dev/null`,
      `pulumi up -s ${stack} --policy-pack policies/packs/notify --skip-preview --yes`,
    ],
    prints: ["currently locked", "pulumi cancel"],
    ends: "refused",
  },
  {
    title: "who frees it",
    by: "second",
    page: [
      "PULUMI_BACKEND_URL='s3://BUCKET?region=us-gov-west-1' pulumi cancel --stack notify-staging",
      "npm run preview -- notify-staging --live",
    ],
    instead: [pathStyle, bucket, thatStack],
    prints: ["has been canceled", "clean"],
  },
  {
    title: "an operation was begun and not ended: nothing was made",
    page: ["pulumi refresh -s notify-staging --clear-pending-creates"],
    instead: [["refresh", "refresh --yes --skip-preview"], thatStack],
    before: [...begun("begun-and-not-ended"), `npm run --silent preview -- ${stack} --live || echo "ended with $?"`],
    after: [`npm run --silent preview -- ${stack} --live --drift`],
    prints: ["begun-and-not-ended", "ended with 4", ": 0 changes,"],
  },
  {
    title: "nothing is begun: only look",
    page: ["pulumi refresh -s notify-staging"],
    instead: [["refresh", "refresh --yes --skip-preview --expect-no-changes"], thatStack],
    prints: ["unchanged"],
  },
  {
    title: "a state that is cut off",
    page: [],
    before: [
      `aws s3 cp --only-show-errors s3://gatehouse-state/${key} whole.json`,
      `head --bytes 5000 whole.json | aws s3 cp --only-show-errors - s3://gatehouse-state/${key}`,
      `npm run --silent preview -- ${stack} --live`,
    ],
    prints: ["unexpected end of JSON input"],
    ends: 3,
  },
  {
    title: "is brought back from the bucket's earlier version",
    page: [
      "key=.pulumi/stacks/gatehouse/notify-staging.json",
      `aws s3api list-object-versions --bucket BUCKET --prefix "$key" --query 'Versions[].[LastModified,Size,VersionId]' --output text`,
      'aws s3api copy-object --bucket BUCKET --key "$key" --copy-source "BUCKET/$key?versionId=VERSION"',
      "pulumi stack export -s notify-staging --file state.json",
      "npm run preview -- notify-staging --live",
    ],
    instead: [
      bucket,
      thatStack,
      ["--output text", "--output text | tee versions"],
      ["VERSION", "$(sed -n '2s/.*\\t//p' versions)"],
      [`--live`, "--live --drift"],
    ],
    prints: ["5000", ": 0 changes,"],
  },
];

/** Commands of the page that the rehearsal leaves out: those that begin so, and why. */
export const leftOut: readonly (readonly [start: string, why: string])[] = [
  ["export AWS_REGION=", "set for every step"],
  ["sealed=$(gh secret set", "GitHub's own program, and a key that GitHub keeps; what is sealed here is drawn by lot"],
  ["aws sns subscribe", "the endpoint is the API's, which has to be there to confirm it"],
  ["aws pinpoint-sms-voice-v2", "moto has no text messages, so nothing here holds the call against anything"],
  [
    "pulumi refresh -s notify-staging --import-pending-creates",
    "tried once, and the resource did not come into the state; why is not known, so nothing here vouches for it",
  ],
  ["pulumi import ", "the offline providers take any id for there; imports have tests of their own"],
  ["pulumi preview -s notify-platform --policy-pack policies/packs/notify", "as in the steps that plan"],
  ["npm run preview -- --live", "as in the steps that plan"],
  ["npm run preview -- notify-platform --live", "as in the steps that plan"],
  ["npm run adopt", "tests/engine/adopt.test.ts takes over all that a stack has made, from listings of the same shape"],
  ["npm run workflows", "tests/commands/workflows judges checkouts of each kind"],
  ["mkdir listing", "it asks the services themselves"],
  ["pulumi refresh -s notify-platform", "as `pulumi refresh` after a run that broke off"],
];
