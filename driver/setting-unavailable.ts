/** The set-up for runs is not there; the message says what is missing and how to get it. */
export class SettingUnavailable extends Error {
  override readonly name = "SettingUnavailable";
}
