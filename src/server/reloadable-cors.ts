/** The code of an issue that only `reload` reports. */
export type ReloadIssueCode = 'lookup-changed'
