import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { type Prediction, predict } from '../predict.ts'
import { presetStates } from '../presets.ts'
import { choices, decodeState, encodeState, isSame, type PlaygroundState, type ReadState } from '../state.ts'

/** Whose rules a verdict may follow. */
export type EngineChoice = PlaygroundState['engine']

/** What browsers do in a state, by the engine. */
export interface Predictions {
  readonly state: PlaygroundState
  readonly by: Readonly<Record<EngineChoice, Prediction>>
}

/** The state that is shown, and how to change it. */
export interface Playground {
  readonly state: PlaygroundState
  /** What could not be read of the link. */
  readonly problems: readonly string[]
  /** What comes of the state, or of the one before while that is not known yet; `null` before the first. */
  readonly predictions: Predictions | null
  /** What has just happened, for those who do not see it. */
  readonly notice: string
  /** Changes the state; the link follows. */
  change(changes: Partial<PlaygroundState>): void
  /** Goes to another state, from which the browser's back button leads here. */
  go(state: PlaygroundState, notice: string): void
  announce(notice: string): void
}

function keepSame(before: ReadState, read: ReadState): ReadState {
  const isNothingNew = isSame(before.state, read.state) && before.problems.join() === read.problems.join()
  return isNothingNew ? before : read
}

/** Whoever comes without a link sees what people come for most often. */
const opening = 'preset=json-content-type'

function readLink(): ReadState {
  return decodeState(location.hash || opening, presetStates)
}

/** Keeps the state in the page's link. */
export function usePlayground(): Playground {
  const [{ state, problems }, setRead] = useState(readLink)
  const [notice, announce] = useState('')
  const predictions = usePredictions(state)
  const timer = useRef(0)
  const pressed = useRef<Element | null>(null)

  useEffect(() => {
    if (pressed.current === null || pressed.current.isConnected) return
    pressed.current = null
    // What was pressed is gone: the keyboard goes on from what stands in its place.
    const next = ['#apply', '#undo', '#outcome'].map((id) => document.querySelector<HTMLElement>(id))
    next.find((element) => element !== null)?.focus({ preventScroll: true })
  }, [predictions])

  useEffect(() => {
    const follow = (): void => {
      clearTimeout(timer.current)
      // Some changes come twice: as another fragment, and as another step of the history.
      setRead((read) => keepSame(read, readLink()))
    }
    addEventListener('hashchange', follow)
    addEventListener('popstate', follow)
    return () => {
      removeEventListener('hashchange', follow)
      removeEventListener('popstate', follow)
    }
  }, [])

  const change = useCallback((changes: Partial<PlaygroundState>) => {
    setRead((read) => {
      const next = { ...read.state, ...changes }
      clearTimeout(timer.current)
      // Safari allows a hundred changes in half a minute.
      timer.current = window.setTimeout(() => history.replaceState(null, '', toHash(next)), 300)
      return { state: next, problems: [] }
    })
  }, [])
  const go = useCallback((next: PlaygroundState, said: string) => {
    clearTimeout(timer.current)
    pressed.current = document.activeElement
    history.pushState(null, '', toHash(next))
    setRead({ state: next, problems: [] })
    announce(said)
  }, [])
  return { state, problems, predictions, notice, change, go, announce }
}

/** Gives the link of a state within this page. */
export function toHash(state: PlaygroundState): string {
  return `#${encodeState(state, presetStates) || `page=${state.page}`}`
}

function usePredictions(state: PlaygroundState): Predictions | null {
  const [predictions, setPredictions] = useState<Predictions | null>(null)
  useEffect(() => {
    let isCurrent = true
    predictAll(state).then((by) => isCurrent && setPredictions({ state, by }))
    return () => {
      isCurrent = false
    }
  }, [state])
  return predictions
}

async function predictAll(state: PlaygroundState): Promise<Predictions['by']> {
  const all = await Promise.all(choices.engine.map(async (engine) => [engine, await predict(state, engine)] as const))
  return Object.fromEntries(all) as Record<EngineChoice, Prediction>
}
