import cors from 'cors'
import express from 'express'
import { app, type Case } from './case.ts'

// What stands in `server { … }`, beside the port; in `location` where people put it there. "$upstream" is an application.

const always = `
  add_header Access-Control-Allow-Origin $http_origin always;
  add_header Access-Control-Allow-Credentials true always;
  add_header Vary Origin always;`

const reply = `default_type application/json; return 200 "[]";`

/** Names an origin for each request, as a `map` outside of all servers. */
function toMap(variable: string, ...rows: string[]): string {
  return `map $http_origin $${variable} { default ""; ${rows.map((row) => `${row} $http_origin;`).join(' ')} }`
}

export const nginxCases: readonly Case[] = [
  {
    server: 'nginx',
    configuration: '$http_origin with credentials',
    nginx: `location / { ${always} ${reply} }`,
    by: 'audit',
    fault: 'origin-reflected',
    severity: 'critical',
  },
  {
    server: 'nginx',
    configuration: 'if with a pattern that has no ends',
    nginx: `location / {
      set $cors "";
      if ($http_origin ~* "example\\.com") { set $cors $http_origin; }
      add_header Access-Control-Allow-Origin $cors always;
      add_header Vary Origin always;
      ${reply}
    }`,
    by: 'audit',
    fault: 'origin-substring-trusted',
    severity: 'low',
    also: ['insecure-origin-trusted'],
  },
  {
    server: 'nginx',
    configuration: 'if with plain dots',
    nginx: `location / {
      set $cors "";
      if ($http_origin ~* "^https://(www|app).example.com$") { set $cors $http_origin; }
      add_header Access-Control-Allow-Origin $cors always;
      add_header Access-Control-Allow-Credentials true always;
      add_header Vary Origin always;
      ${reply}
    }`,
    by: 'audit',
    fault: 'origin-dot-unescaped',
    severity: 'high',
  },
  {
    server: 'nginx',
    configuration: 'if with https?',
    nginx: `location / {
      set $cors "";
      if ($http_origin ~* "^https?://app\\.example\\.com$") { set $cors $http_origin; }
      add_header Access-Control-Allow-Origin $cors always;
      add_header Access-Control-Allow-Credentials true always;
      add_header Vary Origin always;
      ${reply}
    }`,
    by: 'audit',
    fault: 'insecure-origin-trusted',
    severity: 'medium',
  },
  {
    server: 'nginx',
    configuration: 'a map with null',
    http: toMap('cors_null', `"${app}"`, '"null"'),
    nginx: `location / {
      add_header Access-Control-Allow-Origin $cors_null always;
      add_header Access-Control-Allow-Credentials true always;
      add_header Vary Origin always;
      ${reply}
    }`,
    by: 'audit',
    fault: 'null-trusted',
    severity: 'high',
  },
  {
    server: 'nginx',
    configuration: 'the value null for everybody',
    nginx: `location / { add_header Access-Control-Allow-Origin null always; ${reply} }`,
    by: 'audit',
    fault: 'null-trusted',
    severity: 'low',
    also: ['origin-refused'],
  },
  {
    server: 'nginx',
    configuration: 'every bucket of an object store in the map',
    http: toMap('cors_bucket', `"${app}"`, '"~^https://[a-z0-9-]+\\.s3\\.amazonaws\\.com$"'),
    nginx: `location / {
      add_header Access-Control-Allow-Origin $cors_bucket always;
      add_header Access-Control-Allow-Credentials true always;
      add_header Vary Origin always;
      ${reply}
    }`,
    by: 'audit',
    fault: 'shared-host-trusted',
    severity: 'high',
  },
  {
    server: 'nginx',
    configuration: 'add_header without always',
    nginx: `location / {
      add_header Access-Control-Allow-Origin "${app}";
      if ($request_method = OPTIONS) { return 204; }
      ${reply}
    }`,
    by: 'audit',
    fault: 'error-without-headers',
    severity: 'medium',
  },
  {
    server: 'nginx',
    configuration: 'add_header * without always, for a file',
    nginx: 'location / { add_header Access-Control-Allow-Origin *; try_files /items.json =404; }',
    by: 'audit',
    fault: 'error-without-headers',
    severity: 'medium',
    also: ['wildcard', 'preflight-status'],
  },
  {
    server: 'nginx',
    configuration: 'the headers inside of if, without Vary',
    nginx: `location / {
      if ($http_origin = "${app}") { add_header Access-Control-Allow-Origin $http_origin always; }
      ${reply}
    }`,
    by: 'audit',
    fault: 'vary-origin-missing',
    severity: 'medium',
  },
  {
    server: 'nginx',
    configuration: 'a proxy and an application that both add the headers',
    upstream: () => {
      const api = express()
      api.use(cors({ origin: [app] }))
      api.get('/items', (_, response) => void response.json([]))
      return api
    },
    nginx: `location / { add_header Access-Control-Allow-Origin "${app}" always; proxy_pass $upstream; }`,
    by: 'audit',
    fault: 'headers-doubled',
    severity: 'medium',
  },
  {
    server: 'nginx',
    configuration: 'a proxy that allows everybody before an application that does not',
    upstream: () => {
      const api = express()
      api.use(cors({ origin: [app] }))
      api.get('/items', (_, response) => void response.json([]))
      return api
    },
    nginx: 'location / { add_header Access-Control-Allow-Origin * always; proxy_pass $upstream; }',
    by: 'audit',
    fault: 'headers-doubled',
    severity: 'medium',
    also: ['wildcard'],
  },
  {
    server: 'nginx',
    configuration: 'an error, and no headers with it',
    nginx: 'location / { add_header Access-Control-Allow-Origin *; return 500; }',
    by: 'audit',
    fault: 'error-without-headers',
    severity: 'medium',
  },
  {
    server: 'nginx',
    configuration: 'a redirect without headers',
    nginx: 'location / { return 301 https://$http_host$request_uri; }',
    by: 'audit',
    fault: 'redirected',
    severity: 'low',
  },
  {
    server: 'nginx',
    configuration: 'headers for OPTIONS only',
    nginx: `location / {
      if ($request_method = OPTIONS) {
        add_header Access-Control-Allow-Origin "${app}";
        add_header Access-Control-Allow-Methods "GET, PUT";
        return 204;
      }
      ${reply}
    }`,
    by: 'audit',
    fault: 'response-without-headers',
    severity: 'medium',
  },
  {
    server: 'nginx',
    configuration: 'an if that inherits no header, as it has one of its own',
    nginx: `location / {
      add_header Access-Control-Allow-Origin "${app}" always;
      add_header Access-Control-Allow-Methods "GET, PUT" always;
      if ($request_method = OPTIONS) { add_header Content-Type text/plain; return 204; }
      ${reply}
    }`,
    by: 'audit',
    fault: 'preflight-without-headers',
    severity: 'medium',
  },
  {
    server: 'nginx',
    configuration: 'a location that inherits no header, as it has one of its own',
    nginx: `
      add_header Access-Control-Allow-Origin "${app}" always;
      location / { add_header X-Frame-Options DENY always; ${reply} }`,
    by: 'audit',
    fault: 'origin-refused',
    severity: 'medium',
  },
  {
    server: 'nginx',
    configuration: 'credentials for GET, and none for OPTIONS',
    nginx: `location / {
      if ($request_method = OPTIONS) {
        add_header Access-Control-Allow-Origin "${app}" always;
        add_header Access-Control-Allow-Methods "GET, PUT" always;
        return 204;
      }
      add_header Access-Control-Allow-Origin "${app}" always;
      add_header Access-Control-Allow-Credentials true always;
      ${reply}
    }`,
    by: 'audit',
    fault: 'preflight-without-credentials',
    severity: 'medium',
  },
  {
    server: 'nginx',
    configuration: 'OPTIONS is redirected to a login',
    nginx: `location / {
      add_header Access-Control-Allow-Origin "${app}" always;
      if ($request_method = OPTIONS) { return 302 /login; }
      ${reply}
    }`,
    method: 'PUT',
    by: 'audit',
    fault: 'preflight-redirect',
    severity: 'medium',
  },
  {
    server: 'nginx',
    configuration: 'a file, whose OPTIONS is 405',
    nginx: `location / {
      add_header Access-Control-Allow-Origin "${app}" always;
      add_header Access-Control-Allow-Methods "GET, OPTIONS" always;
      try_files /items.json =404;
    }`,
    by: 'audit',
    fault: 'preflight-status',
    severity: 'medium',
  },
  {
    server: 'nginx',
    configuration: 'semicolons in the list of headers',
    nginx: `location / {
      add_header Access-Control-Allow-Origin "${app}" always;
      add_header Access-Control-Allow-Headers "Content-Type; Authorization" always;
      if ($request_method = OPTIONS) { return 204; }
      ${reply}
    }`,
    by: 'audit',
    fault: 'preflight-list-invalid',
    severity: 'medium',
  },
  {
    server: 'nginx',
    configuration: 'the lists of the question, without Vary (headers)',
    nginx: `location / {
      add_header Access-Control-Allow-Origin "${app}" always;
      add_header Access-Control-Allow-Headers $http_access_control_request_headers always;
      if ($request_method = OPTIONS) { return 204; }
      ${reply}
    }`,
    by: 'audit',
    fault: 'vary-request-headers-missing',
    severity: 'low',
  },
  {
    server: 'nginx',
    configuration: 'the lists of the question, without Vary (method)',
    nginx: `location / {
      add_header Access-Control-Allow-Origin "${app}" always;
      add_header Access-Control-Allow-Methods $http_access_control_request_method always;
      if ($request_method = OPTIONS) { return 204; }
      ${reply}
    }`,
    by: 'audit',
    fault: 'vary-request-method-missing',
    severity: 'low',
  },
  {
    server: 'nginx',
    configuration: 'several origins in one value',
    nginx: `location / {
      add_header Access-Control-Allow-Origin "${app}, https://www.example.com" always;
      ${reply}
    }`,
    by: 'audit',
    fault: 'allow-origin-list',
    severity: 'medium',
  },
  {
    server: 'nginx',
    configuration: 'True with a capital',
    nginx: `location / {
      add_header Access-Control-Allow-Origin "${app}" always;
      add_header Access-Control-Allow-Credentials True always;
      ${reply}
    }`,
    by: 'audit',
    fault: 'allow-credentials-not-true',
    severity: 'medium',
  },
  {
    server: 'nginx',
    configuration: 'OPTIONS for everybody, responses by a map',
    http: toMap('cors_exact', `"${app}"`),
    nginx: `location / {
      if ($request_method = OPTIONS) {
        add_header Access-Control-Allow-Origin $http_origin;
        add_header Access-Control-Allow-Credentials true;
        add_header Access-Control-Allow-Methods "GET, PUT, DELETE";
        return 204;
      }
      add_header Access-Control-Allow-Origin $cors_exact always;
      add_header Access-Control-Allow-Credentials true always;
      add_header Vary Origin always;
      ${reply}
    }`,
    by: 'audit',
    fault: 'preflight-origin-reflected',
    severity: 'high',
  },
  {
    server: 'nginx',
    configuration: 'a redirect to another path',
    nginx: `location / { add_header Access-Control-Allow-Origin * always; return 301 /v2/items; }`,
    by: 'audit',
    fault: 'redirected',
    severity: 'low',
    also: ['wildcard', 'preflight-redirect'],
  },
  {
    server: 'nginx',
    configuration: 'everybody, which a scanner is to mention',
    nginx: `location / { add_header Access-Control-Allow-Origin * always; ${reply} }`,
    by: 'audit',
    fault: 'wildcard',
    severity: 'info',
  },
  {
    server: 'nginx',
    configuration: 'a file, and a page that sends JSON',
    nginx: 'location / { add_header Access-Control-Allow-Origin *; try_files /items.json =404; }',
    by: 'explain',
    fault: 'preflight-allow-origin-missing',
    request: { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
  },
  {
    server: 'nginx',
    configuration: 'everybody, with always',
    nginx: `location / {
      add_header Access-Control-Allow-Origin * always;
      add_header Access-Control-Allow-Methods "GET, PUT" always;
      add_header Access-Control-Allow-Headers "Content-Type, Authorization" always;
      if ($request_method = OPTIONS) { return 204; }
      ${reply}
    }`,
    method: 'PUT',
    by: 'audit',
    fault: null,
  },
  {
    server: 'nginx',
    configuration: 'a public file, with always, and 405 for OPTIONS',
    nginx: 'location / { add_header Access-Control-Allow-Origin * always; try_files /items.json =404; }',
    by: 'audit',
    fault: null,
  },
  {
    server: 'nginx',
    configuration: 'credentials that are "false"',
    nginx: `location / {
      add_header Access-Control-Allow-Origin "${app}" always;
      add_header Access-Control-Allow-Credentials false always;
      if ($request_method = OPTIONS) { return 204; }
      ${reply}
    }`,
    by: 'audit',
    fault: null,
  },
  {
    server: 'nginx',
    configuration: 'a map without Vary, for what no cache may store',
    http: toMap('cors_unstored', `"${app}"`),
    nginx: `location / {
      add_header Access-Control-Allow-Origin $cors_unstored always;
      add_header Cache-Control "private, no-store" always;
      ${reply}
    }`,
    by: 'audit',
    fault: null,
  },
  {
    server: 'nginx',
    configuration: 'a map of exact origins',
    http: toMap('cors_right', `"${app}"`, '"https://www.example.com"'),
    nginx: `location / {
      add_header Access-Control-Allow-Origin $cors_right always;
      add_header Access-Control-Allow-Credentials true always;
      add_header Access-Control-Allow-Methods "GET, PUT" always;
      add_header Access-Control-Allow-Headers "Content-Type" always;
      add_header Access-Control-Max-Age 600 always;
      add_header Vary Origin always;
      if ($request_method = OPTIONS) { return 204; }
      ${reply}
    }`,
    method: 'PUT',
    headers: [['content-type', 'application/json']],
    by: 'audit',
    fault: null,
  },
  {
    server: 'nginx',
    configuration: 'a map with a right pattern for previews',
    http: toMap('cors_previews', `"${app}"`, '"~^https://pr-[0-9]+\\.preview\\.example\\.com$"'),
    nginx: `location / {
      add_header Access-Control-Allow-Origin $cors_previews always;
      add_header Access-Control-Allow-Credentials true always;
      add_header Vary Origin always;
      ${reply}
    }`,
    origins: [app, 'https://pr-12.preview.example.com'],
    by: 'audit',
    fault: null,
  },
  {
    server: 'nginx',
    configuration: 'a proxy that hides the header of the application',
    upstream: () => {
      const api = express()
      api.use(cors({ origin: true }))
      api.get('/items', (_, response) => void response.json([]))
      return api
    },
    nginx: `location / {
      proxy_hide_header Access-Control-Allow-Origin;
      add_header Access-Control-Allow-Origin "${app}" always;
      if ($request_method = OPTIONS) { return 204; }
      proxy_pass $upstream;
    }`,
    by: 'audit',
    fault: null,
  },
]
