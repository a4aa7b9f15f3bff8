import { open } from "./shared/duckdb-open.js";
import { ready } from "./shared/page.js";

await open(); // answers its first question
ready();
