/** A module that esbuild compiles from the AssemblyScript file of its name, see esbuild.mjs. */
declare module '*.wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
