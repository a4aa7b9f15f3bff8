import { ready } from "./shared/page.js";

ready();
