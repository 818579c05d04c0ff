/** The names of Firefox's reasons, by the text that its console has for them. */
const texts: readonly (readonly [text: RegExp, name: string])[] = [
  [/^CORS header ‘Access-Control-Allow-Origin’ missing/, 'CORSMissingAllowOrigin'],
  [/^CORS header ‘Access-Control-Allow-Origin’ does not match/, 'CORSAllowOriginNotMatchingOrigin'],
  [/^Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed/, 'CORSMultipleAllowOriginNotAllowed'],
  [/^Credential is not supported if the CORS header/, 'CORSNotSupportingCredentials'],
  [/^expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’/, 'CORSMissingAllowCredentials'],
  [/^CORS preflight response did not succeed/, 'CORSPreflightDidNotSucceed'],
  [/^CORS request external redirect not allowed/, 'CORSExternalRedirectNotAllowed'],
  [/^invalid token ‘.*’ in CORS header ‘Access-Control-Allow-Methods’/s, 'CORSInvalidAllowMethod'],
  [/^invalid token ‘.*’ in CORS header ‘Access-Control-Allow-Headers’/s, 'CORSInvalidAllowHeader'],
  [/^Did not find method in CORS header/, 'CORSMethodNotFound'],
  [/^header ‘.*’ is not allowed according to header/s, 'CORSMissingAllowHeaderFromPreflight'],
  [/^CORS request not http/, 'CORSRequestNotHttp'],
  [/^CORS request did not succeed/, 'CORSDidNotSucceed'],
]

/** Names a reason of Firefox's console; `null` for one that is not about CORS. */
export function toFirefoxName(reason: string | null): string | null {
  return texts.find(([text]) => reason !== null && text.test(reason))?.[1] ?? null
}
