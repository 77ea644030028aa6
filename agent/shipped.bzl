"""How a program is linked that runs wherever it is put: on any distribution, or in an empty image."""

# A sanitizer's runtime is not static.
SHIPPED_FEATURES = select({
    "//agent:sanitized": [],
    "//conditions:default": ["fully_static_link"],
})

SHIPPED_LINKOPTS = select({
    "//agent:optimised": ["-s"],
    "//conditions:default": [],
})
