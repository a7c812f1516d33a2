import SilhouetteCommand

SilhouetteTool.launch()
