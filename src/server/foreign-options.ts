/** Names that other libraries give to options of ours. */
export const renamedOptions: Readonly<Record<string, string>> = {
  allowCredentials: 'credentials',
  allowedMethods: 'methods',
  allowedOrigin: 'origin',
  allowedOrigins: 'origin',
  allowHeaders: 'allowedHeaders',
  allowMethods: 'methods',
  allowOrigin: 'origin',
  allowOrigins: 'origin',
  expose: 'exposedHeaders',
  exposeHeaders: 'exposedHeaders',
  headers: 'allowedHeaders',
  optionsSuccessStatus: 'preflightStatus',
  optionSuccessStatus: 'preflightStatus',
  origins: 'origin',
  preflightStatusCode: 'preflightStatus',
  requestHeaders: 'allowedHeaders',
  responseHeaders: 'exposedHeaders',
  supportsCredentials: 'credentials',
}

const privateNetwork = 'browsers have retired the private-network headers'
const ownPreflights = "every preflight is answered, and every other OPTIONS request is your handler's"

/** Options of other libraries that have no counterpart, and why. */
export const foreignOptions: Readonly<Record<string, string>> = {
  aot: 'nothing is compiled',
  allowPrivateNetwork: privateNetwork,
  cacheControl: 'your handler says how its responses are cached, and maxAge how preflights are',
  delegator: 'a predicate gets the request',
  hideOptionsRoute: 'there is no route to hide',
  hook: 'an adapter runs before the handler',
  logLevel: 'onRefuse hears of each refusal',
  preflight: ownPreflights,
  preflightContinue: ownPreflights,
  privateNetworkAccess: privateNetwork,
  strictPreflight: ownPreflights,
}
