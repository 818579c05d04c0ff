import { removeAt, replace, setOption, toSource } from './edit-policy.ts'
import { LiteralError, readLiteral, toValue } from './literal.ts'
import { type CodeProblem, compilePolicyCode } from './policy-code.ts'

/**
 * Does in the code of a policy what an issue suggests.
 *
 * @param page - the origin to list where origins are to be listed
 * @returns the new code, `null` where a person has to decide
 */
export function applySuggestion(code: string, problem: CodeProblem, page: string): string | null {
  if (problem.issue === null) return null
  const { suggestion, path } = problem.issue
  const known = /^Did you mean "(\w+)"\?/.exec(suggestion)?.[1]
  if (known !== undefined) return replace(code, problem, known)
  if (suggestion.startsWith('Remove it')) return removeAt(code, path)
  if (suggestion.startsWith('Add origin')) return setOption(code, 'origin', toSource([toListed(page)]))
  if (suggestion.startsWith('List the origins')) return setOption(code, 'origin', toSource([toListed(page)]))
  const source = /^Write (.*)$/s.exec(suggestion)?.[1]
  const written = source === undefined ? null : readWritten(source)
  return written === null ? null : replace(code, problem, written)
}

/** Every page can have the origin null, so it is no example. */
function toListed(page: string): string {
  return page === 'null' ? 'https://app.example.com' : page
}

/** Reads what an issue says to write, where that is one value: `"https://app.example.com", or …`. */
function readWritten(text: string): string | null {
  try {
    const literal = readLiteral(text, 0)
    return /^(?:,|$)/.test(text.slice(literal.end)) ? toSource(toValue(literal)) : null
  } catch (error) {
    if (error instanceof LiteralError) return null
    throw error
  }
}

/** Does all that issues suggest, and what is suggested then, until there is nothing left that can be done. */
export function applyAll(code: string, problems: readonly CodeProblem[], page: string): string {
  let written = code
  let left = problems
  for (let round = 0; round < 50 && left.length > 0; round++) {
    const applied = left.map((problem) => applySuggestion(written, problem, page)).find((one) => one !== null)
    if (applied === undefined || applied === written) break
    written = applied
    const made = compilePolicyCode(written, page)
    left = 'decide' in made ? [] : made
  }
  return written
}
