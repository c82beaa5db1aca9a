/** The builds of the library that need no permission to make scripts out of texts. */
declare module "maplibre-gl/dist/maplibre-gl-csp" {
  export * from "maplibre-gl";
}
declare module "maplibre-gl/dist/maplibre-gl-csp-worker";
