import type { Contender } from './contender.ts'
import { elysia } from './contenders/elysia.ts'
import { fetchCors } from './contenders/fetch-cors.ts'
import { floor } from './contenders/floor.ts'
import { h3 } from './contenders/h3.ts'
import { hono } from './contenders/hono.ts'
import { ittyRouter } from './contenders/itty-router.ts'
import { remix } from './contenders/remix.ts'

/** All that answer `Request` with `Response`, the floor first. */
export const contenders: readonly Contender[] = [floor, fetchCors, hono, ittyRouter, h3, elysia, remix]
