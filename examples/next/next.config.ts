import type { NextConfig } from 'next'

const config: NextConfig = {
  // This folder, also where others with packages are around it.
  turbopack: { root: import.meta.dirname },
}

export default config
