# The WebAssembly build (`make wasm`): libraries that scripts/wasm-libraries built, and the programs
# that run during the build from a native build folder.
set(SVCC_WASM_LIBRARIES "" CACHE PATH "The folder that scripts/wasm-libraries filled")
set(SVCC_HOST_PROGRAMS "" CACHE PATH "The build folder of a native build, whose generators are used")

function(svc_wasm_library target archive)
  add_library(${target} STATIC IMPORTED GLOBAL)
  set_target_properties(${target} PROPERTIES
    IMPORTED_LOCATION ${SVCC_WASM_LIBRARIES}/lib/${archive}
    INTERFACE_INCLUDE_DIRECTORIES ${SVCC_WASM_LIBRARIES}/include)
endfunction()

svc_wasm_library(fmt::fmt libfmt.a)
svc_wasm_library(yaml-cpp libyaml-cpp.a)
foreach(headers nlohmann_json::nlohmann_json CLI11::CLI11)
  add_library(${headers} INTERFACE IMPORTED GLOBAL)
  set_target_properties(${headers} PROPERTIES INTERFACE_INCLUDE_DIRECTORIES ${SVCC_WASM_LIBRARIES}/include)
endforeach()
set(YAML_CPP_INCLUDE_DIR ${SVCC_WASM_LIBRARIES}/include)
set(ANTLR4_INCLUDE ${SVCC_WASM_LIBRARIES}/include/antlr4-runtime CACHE PATH "")
set(ANTLR4_LIBRARY ${SVCC_WASM_LIBRARIES}/lib/libantlr4-runtime.a CACHE FILEPATH "")

# WebAssembly's own exceptions; paths of this machine stay out of the module.
add_compile_options(-fwasm-exceptions -ffile-prefix-map=${CMAKE_SOURCE_DIR}=.)
add_link_options(-fwasm-exceptions)
