import { render } from 'preact'
import { App } from './app.tsx'
import { serveFrame } from './frame.ts'

const root = document.querySelector('#root')
if (window !== top) serveFrame()
else if (root !== null) {
  root.textContent = ''
  render(<App />, root)
}
