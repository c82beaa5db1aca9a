/** What every page loads: htmx, held to this site and to what the content policy permits. */
import htmx from "htmx.org";
import "../../ground/accounts/frontend/passkeys";
import "../../core/pages/frontend/redaction";
import "../../core/pages/frontend/paper";
import "../../core/pages/frontend/photos";
import "../../core/pages/frontend/phrases";
import "../../core/pages/frontend/standing";
import "./map/lazy";
import "../../apps/cases/frontend/board";
import "../../apps/cases/frontend/report";
import "../../apps/cases/frontend/round";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
