/*
 * What the steps of workflows may set in their environment, as data: whoever sets the address of a service, the number
 * that messages come from or what a key is told as, decides where a deployment goes. `{environment}` stands for the job's
 * environment, `{commit}` for the commit that it was started for, `{site}` for the file's SITE in the register.
 */

/** By the name of a variable: the texts that it may be. */
export type VariableValues = Readonly<Record<string, readonly [string, ...string[]]>>;

const secret = (name: string) => [`\${{ secrets.${name} }}`] as const;
const setting = (name: string) => [`\${{ vars.${name} }}`] as const;

const cloudGov = { CF_USERNAME: secret("CLOUDGOV_USERNAME"), CF_PASSWORD: secret("CLOUDGOV_PASSWORD") };
const terraformState = {
  AWS_ACCESS_KEY_ID: secret("TERRAFORM_STATE_ACCESS_KEY"),
  AWS_SECRET_ACCESS_KEY: secret("TERRAFORM_STATE_SECRET_ACCESS_KEY"),
};
const ofApplication = {
  ...cloudGov,
  ...terraformState,
  TF_VAR_cf_user: secret("CLOUDGOV_USERNAME"),
  TF_VAR_cf_password: secret("CLOUDGOV_PASSWORD"),
};

const loginGov = "https://secure.login.gov";
/** How login.gov knows the site. */
const clientId = "urn:gov:gsa:openidconnect.profiles:sp:sso:gsa:notify-gov";
const authorize = (page: string) =>
  [
    `${loginGov}/openid_connect/authorize?acr_values=http%3A%2F%2Fidmanagement.gov%2Fns%2Fassurance%2Fial%2F1&client_id=${clientId}&nonce=NONCE&prompt=select_account&redirect_uri=https://{site}/${page}&response_type=code&scope=openid+email&state=STATE`,
  ] as const;

const ofBrokers = { CF_USERNAME: secret("TF_VAR_CF_USERNAME"), CF_PASSWORD: secret("TF_VAR_CF_PASSWORD") };

export const notifyVariables = {
  /**
   * What jobs that deploy set, by repository: all of it, and a secret under its own name besides, where the command names
   * it.
   */
  deploying: {
    "notifications-api": {
      ...ofApplication,
      LOGIN_DOT_GOV_REGISTRATION_URL: authorize("set-up-your-profile"),
      default_toll_free_number: setting("AWS_US_TOLL_FREE_NUMBER"),
    },
    "notifications-admin": {
      ...ofApplication,
      ADMIN_CLIENT_USERNAME: ["notify-admin"],
      COMMIT_HASH: [`\${{ {commit} }}`],
      LOGIN_DOT_GOV_CLIENT_ID: [clientId],
      LOGIN_DOT_GOV_USER_INFO_URL: [`${loginGov}/api/openid_connect/userinfo`],
      LOGIN_DOT_GOV_ACCESS_TOKEN_URL: [`${loginGov}/api/openid_connect/token`],
      LOGIN_DOT_GOV_CERTS_URL: [`${loginGov}/api/openid_connect/certs`],
      LOGIN_DOT_GOV_LOGOUT_URL: [
        `${loginGov}/openid_connect/logout?client_id=${clientId}&post_logout_redirect_uri=https://{site}/sign-out`,
      ],
      LOGIN_DOT_GOV_BASE_LOGOUT_URL: [`${loginGov}/openid_connect/logout?`],
      LOGIN_DOT_GOV_SIGNOUT_REDIRECT: ["https://{site}/sign-out"],
      LOGIN_DOT_GOV_INITIAL_SIGNIN_URL: authorize("sign-in"),
    },
    "usnotify-ssb": {
      ...terraformState,
      STATE_BUCKET: setting("TERRAFORM_STATE_BUCKET"),
      STATE_REGION: setting("TERRAFORM_STATE_REGION"),
      TF_VAR_cf_username: secret("TF_VAR_CF_USERNAME"),
      TF_VAR_cf_password: secret("TF_VAR_CF_PASSWORD"),
      TF_VAR_aws_access_key_id: secret("TF_VAR_AWS_ACCESS_KEY_ID"),
      TF_VAR_aws_secret_access_key: secret("TF_VAR_AWS_SECRET_ACCESS_KEY"),
    },
  } as Readonly<Record<string, VariableValues>>,

  /** What jobs that restage set, likewise. */
  restaging: {
    "notifications-api": { ...cloudGov, TARGET: [`\${{ inputs.environment }}`] },
    "usnotify-ssb": { ...ofBrokers, TARGET: [`\${{ inputs.environment }}`] },
  } as Readonly<Record<string, VariableValues>>,

  /** What a job that releases sets. */
  releasing: { GH_TOKEN: [`\${{ github.token }}`] } as VariableValues,

  /** What checks may set: they run on every branch, against what they start themselves. `{number}` stands for digits. */
  checking: {
    NOTIFY_ENVIRONMENT: ["test", "development", "scanning", "e2etest"],
    NOTIFY_E2E_TEST_URI: ["http://localhost:{number}"],
    NEW_RELIC_ENVIRONMENT: ["test"],
    NEW_RELIC_CONFIG_FILE: ["newrelic.ini"],
    SQLALCHEMY_DATABASE_TEST_URI: ["postgresql://user:password@localhost:{number}/test_notification_api"],
  } as VariableValues,
};

/** A service that a check may have beside it, whole but for its version and the ports of its machine. */
export const checkServices = {
  postgres: {
    image: "postgres:{number}",
    env: { POSTGRES_USER: "user", POSTGRES_PASSWORD: "password", POSTGRES_DB: "test_notification_api" },
    options: "--health-cmd pg_isready --health-interval 10s --health-timeout 5s --health-retries 5",
    ports: "{number}:{number}",
  },
} as Readonly<Record<string, { image: string; env: Readonly<Record<string, string>>; options: string; ports: string }>>;
