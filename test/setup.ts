// esbuild starts its process in the folder in which it was first loaded: a test's temporary folder would be gone by the
// time that another file bundles something.
import "esbuild";
