// The core passes undefined, which every runtime takes; these types know numbers and null only.
declare function clearTimeout(timer: number | undefined): void
