/** The API's documentation: Swagger UI on the service's own description of itself. */

/* global SwaggerUIBundle */
const place = document.querySelector("#api");
SwaggerUIBundle({ url: place.dataset.document, domNode: place, deepLinking: true, tryItOutEnabled: true });
