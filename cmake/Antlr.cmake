# The parser that ANTLR generates from grammar/Svc.g4, as the library svc_antlr, warnings off: it is not our code.
#
# -no-visitor -no-listener: the runtime of Debian 12 (4.9) copies antlrcpp::Any badly, and we walk the typed contexts instead.
# -fno-char8_t: the tool of Debian 12 (4.7.2) writes u8"" literals, which C++20 gives another type.
find_program(ANTLR4 antlr4 REQUIRED)
find_path(ANTLR4_INCLUDE antlr4-runtime.h PATH_SUFFIXES antlr4-runtime REQUIRED)
if(SVCC_STATIC)
  find_library(ANTLR4_LIBRARY NAMES libantlr4-runtime.a REQUIRED)
else()
  find_library(ANTLR4_LIBRARY NAMES antlr4-runtime REQUIRED)
endif()

set(antlr_out ${CMAKE_BINARY_DIR}/generated/antlr)
set(antlr_sources ${antlr_out}/SvcLexer.cpp ${antlr_out}/SvcParser.cpp)
add_custom_command(
  OUTPUT ${antlr_sources} ${antlr_out}/SvcLexer.h ${antlr_out}/SvcParser.h
  COMMAND ${ANTLR4} -Dlanguage=Cpp -no-visitor -no-listener -package svc::antlr -o ${antlr_out} -Xexact-output-dir ${CMAKE_SOURCE_DIR}/grammar/Svc.g4
  COMMAND sed -i -f ${CMAKE_CURRENT_LIST_DIR}/generated_parser.sed ${antlr_sources} ${antlr_out}/SvcParser.h
  DEPENDS ${CMAKE_SOURCE_DIR}/grammar/Svc.g4 ${CMAKE_CURRENT_LIST_DIR}/generated_parser.sed
  COMMENT "Generating the parser from grammar/Svc.g4"
  VERBATIM)

# clang 14 rejects InterpreterDataReader.h of the runtime with the standard library of g++ 12: a class in it has a const vector and a defaulted constructor
#. Nothing here reads interpreter data, so the umbrella header is used without it.
if(CMAKE_CXX_COMPILER_ID STREQUAL Clang AND NOT EMSCRIPTEN)
  file(READ ${ANTLR4_INCLUDE}/antlr4-runtime.h umbrella)
  string(REPLACE "#include \"misc/InterpreterDataReader.h\"" "" umbrella "${umbrella}")
  file(CONFIGURE OUTPUT ${antlr_out}/antlr4-runtime.h CONTENT "${umbrella}" @ONLY)
endif()

add_library(svc_antlr STATIC ${antlr_sources})
target_include_directories(svc_antlr SYSTEM PUBLIC ${antlr_out} ${ANTLR4_INCLUDE} PRIVATE ${CMAKE_SOURCE_DIR}/compiler)
target_compile_options(svc_antlr PRIVATE -w -fno-char8_t)
find_package(Threads REQUIRED)
target_link_libraries(svc_antlr PUBLIC ${ANTLR4_LIBRARY} Threads::Threads)
