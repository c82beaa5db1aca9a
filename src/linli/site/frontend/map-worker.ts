/** The part of the map library that works beside the page, as a file of this site. */
import "maplibre-gl/dist/maplibre-gl-csp-worker";
