/** What is asked of mail beyond the OCP reference and the Notify run book, as data. */
export const mail = {
  /** Domains that BOD 18-01 binds, whatever the register says of them. */
  federalSuffix: ".gov",

  /** Who must be among the recipients of a federal domain's aggregate reports (BOD 18-01). */
  federalReports: "reports@dmarc.cyber.dhs.gov",

  /** What is counted of every mail by SES. Openings and clicks are not: that would be watching who reads. */
  countedEvents: [
    "REJECT",
    "BOUNCE",
    "COMPLAINT",
    "DELIVERY",
    "RENDERING_FAILURE",
    "DELIVERY_DELAY",
  ] as readonly string[],

  /**
   * Hosts of report services that take reports about any domain of their customers, so that nothing has to be done there
   * for a domain of ours. Of any other, somebody has to see to it.
   */
  reportServices: [
    "rep.dmarcanalyzer.com",
    "for.dmarcanalyzer.com",
    "dmarc.cyber.dhs.gov",
    "gsa.gov",
  ] as readonly string[],

  /** Days after which what the DNS of others said about SPF has to be read anew, and after which that is announced. */
  spfAnswerDays: 180,
  spfAnswerNoticeDays: 90,
} as const;
